"""The seven-colour map as geometry and paint, without a screen or a sheet: whoever has a `Surface` can show it."""

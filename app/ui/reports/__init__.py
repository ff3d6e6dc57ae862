"""Reports: write, preview, issue, save, print, verify (报送)."""

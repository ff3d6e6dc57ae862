"""议事协商: matters and the steps they walk."""

"""志愿: people and teams, activities and their rosters, hours, points, wishes."""

"""What every report is built of: safe cells, tables, banners, findings and sources."""

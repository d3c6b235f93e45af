"""Labels and leaflets as PDF and raster; every label read back before it may print."""

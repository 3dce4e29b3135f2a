"""Read, check and describe a dataset folder; the files are the truth."""

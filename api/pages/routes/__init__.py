"""The addresses of the pages, one module a job."""

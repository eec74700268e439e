"""JupyterLab: opened at a page where a question and texts become a notebook."""

"""What is asked: questionnaires as XLSForms, and the bank of published questions."""

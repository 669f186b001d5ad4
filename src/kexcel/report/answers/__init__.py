"""What goes back to a department: corrections, clean forms and receipts."""

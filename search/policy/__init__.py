"""What the data says to the tasks of a policy document, and what it cannot say."""

"""What people save beside the facts: named views, stories, and shares of them. Each change of one is a revision."""

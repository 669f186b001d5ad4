"""What is true: the plan, the issued form, what came back, and what follows from them.

Frozen, typed records. No module here reads a file or imports another room of kexcel.
"""

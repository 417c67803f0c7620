"""The verbs of ``kg``, one module each; every module has an attribute ``command``."""

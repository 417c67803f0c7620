"""What tests share: services that they start, and the rule for services that are missing."""

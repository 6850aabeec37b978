"""The lock in the window: setting a passphrase, opening with it, and the recovery sheet."""

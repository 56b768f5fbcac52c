"""Sealing what is about a child: the installation's key, a key per file, look-up without reading.

key = data_keys.new(DataKey.Kind.STUDENT)
vault = Vault(key)
row.address = vault.seal("…", row=row.uid, field="person.address")
vault.open(row.address, row=row.uid, field="person.address")
"""

"""What the columns of a school's own file mean, said once in a mapping (MAP.yaml).

`reading.read_mapping` types it, with every mistake at its file, line and key; `writing.to_yaml`
writes it again; `proposing.propose` guesses one from a sheet's header. `cohort.records` applies it.
"""

from kithwork.catalogue.mappings.mapping import Kind, Mapping, Pick
from kithwork.catalogue.mappings.reading import mapping_of, read_mapping
from kithwork.catalogue.mappings.writing import to_yaml

__all__ = ["Kind", "Mapping", "Pick", "mapping_of", "read_mapping", "to_yaml"]

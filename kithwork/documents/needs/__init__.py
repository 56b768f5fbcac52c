"""The report of a school's needs: composed by `report`, made in every format by `making`."""

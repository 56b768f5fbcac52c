"""The report of a school's needs: `material` gathers, `report` composes, a module for each part."""

"""Many new tables in one step of a migration.

Django renders the whole state of the project anew for each table, field and constraint that a
migration adds: an empty database took half a minute of computing before the first page. Here the
state takes all of them first and is rendered once; then every table is made as it stands at the
end, with its constraints and indexes in it. What comes out is the same schema.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Create models, with what later operations add to these models and to no other."""

    reduces_to_sql = True
    reversible = True
    serialization_expand_args = ["operations"]  # noqa: RUF012 (the migration writer's interface)

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Raise ValueError where an operation is of another kind or concerns another model."""
        self.operations = list(operations)
        self.created = [one.name for one in operations if isinstance(one, CreateModel)]
        known = {name.lower() for name in self.created}
        for one in self.operations:
            is_ours = isinstance(one, AddField | AddConstraint | AddIndex)
            if is_ours and one.model_name.lower() in known:  # type: ignore[attr-defined]
                continue
            if not isinstance(one, CreateModel):
                raise ValueError(f"Together only makes new models: {one.describe()}")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)  # else each of them would render all models anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 (Django's signature)
        to_state: ProjectState,
    ) -> None:
        for name in self.created:
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 (Django's signature)
    ) -> None:
        for name in reversed(self.created):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(one.references_model(name, app_label) for one in self.operations)

    def describe(self) -> str:
        return f"Create {len(self.created)} models together"

    @property
    def migration_name_fragment(self) -> str:
        return "_".join(name.lower() for name in self.created[:3])

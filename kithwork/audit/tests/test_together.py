"""New tables made together stand as if they were made one after the other."""

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from kithwork.audit.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


def operations():
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        CreateModel("Tree", [key, ("height", models.IntegerField())]),
        CreateModel("Leaf", [key, ("tree", models.ForeignKey("audit.tree", models.CASCADE))]),
        AddField("tree", "first", models.ForeignKey("audit.leaf", models.SET_NULL, null=True)),
        AddIndex("leaf", models.Index(fields=["tree", "id"], name="leaf_on_tree")),
        AddConstraint(
            "tree",
            models.CheckConstraint(condition=models.Q(height__gt=0), name="tree_has_a_height"),
        ),
        AddConstraint(
            "leaf",
            models.UniqueConstraint(
                fields=["tree"], condition=models.Q(id__gt=9), name="leaf_is_one"
            ),
        ),
    ]


def applied(steps):
    """Make the tables, describe them as the database does, and take them away again."""
    migration = Migration("0999_trees", "audit")
    migration.operations = steps
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    described = {table: described_by(table) for table in ("audit_tree", "audit_leaf")}
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    return described, state


def described_by(table):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
    told = [(column.name, column.null_ok) for column in columns]
    kinds = sorted(
        (
            (tuple(one["columns"]), one["unique"], one["index"], one["check"], one["foreign_key"])
            for one in constraints.values()
        ),
        key=str,
    )
    ours = {name for name in constraints if name in ("leaf_on_tree", "tree_has_a_height")}
    return told, kinds, ours


def test_the_tables_are_those_of_single_steps():
    together, state = applied([Together(operations())])
    single, same = applied(operations())
    assert together == single
    assert state.models.keys() == same.models.keys() == {("audit", "tree"), ("audit", "leaf")}
    assert state.models["audit", "tree"] == same.models["audit", "tree"]


def test_it_makes_new_tables_only():
    with pytest.raises(ValueError, match="new models"):
        Together([AddField("audit_event", "weight", models.IntegerField())])


def test_a_migration_that_holds_it_can_be_written():
    written, imports = OperationWriter(Together(operations())).serialize()
    assert written.strip().startswith("kithwork.audit.together.Together(")
    assert "import kithwork.audit.together" in imports

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "catalogs",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    published = table.Column<string>(type: "TEXT", nullable: true),
                    recognise = table.Column<string>(type: "TEXT", nullable: false),
                    groups = table.Column<string>(type: "TEXT", nullable: false),
                    layout = table.Column<string>(type: "TEXT", nullable: true),
                    control_count = table.Column<int>(type: "INTEGER", nullable: false),
                    edition_en = table.Column<string>(type: "TEXT", nullable: false),
                    edition_ja = table.Column<string>(type: "TEXT", nullable: false),
                    issuer_en = table.Column<string>(type: "TEXT", nullable: false),
                    issuer_ja = table.Column<string>(type: "TEXT", nullable: false),
                    note_en = table.Column<string>(type: "TEXT", nullable: false),
                    note_ja = table.Column<string>(type: "TEXT", nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    title_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogs", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: false),
                    entry_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entry_version = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "header_memories",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    header = table.Column<string>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_memories", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: false),
                    party = table.Column<Guid>(type: "TEXT", nullable: false),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    report = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    name_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "parties",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    name_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    name_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "controls",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    catalog = table.Column<Guid>(type: "TEXT", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 40, nullable: false),
                    parts = table.Column<string>(type: "TEXT", nullable: false),
                    themes = table.Column<string>(type: "TEXT", nullable: false),
                    links = table.Column<string>(type: "TEXT", nullable: false),
                    disclosure_items_en = table.Column<string>(type: "TEXT", nullable: false),
                    disclosure_items_ja = table.Column<string>(type: "TEXT", nullable: false),
                    summary_en = table.Column<string>(type: "TEXT", nullable: false),
                    summary_ja = table.Column<string>(type: "TEXT", nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    title_ja = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_controls", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_controls_catalogs_organisation_catalog",
                        columns: x => new { x.organisation, x.catalog },
                        principalTable: "catalogs",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "documents",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    party = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    issuer = table.Column<string>(type: "TEXT", nullable: true),
                    url = table.Column<string>(type: "TEXT", nullable: true),
                    disclosure = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_documents", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_documents_parties_organisation_party",
                        columns: x => new { x.organisation, x.party },
                        principalTable: "parties",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "services",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    party = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    regions = table.Column<string>(type: "TEXT", nullable: false),
                    sites = table.Column<string>(type: "TEXT", nullable: false),
                    built_on = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    name_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_services", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_services_parties_organisation_party",
                        columns: x => new { x.organisation, x.party },
                        principalTable: "parties",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "editions",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                    files = table.Column<string>(type: "TEXT", nullable: false),
                    published_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_editions", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_editions_services_organisation_service",
                        columns: x => new { x.organisation, x.service },
                        principalTable: "services",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: false),
                    catalog = table.Column<Guid>(type: "TEXT", nullable: false),
                    control = table.Column<Guid>(type: "TEXT", nullable: false),
                    party = table.Column<Guid>(type: "TEXT", nullable: false),
                    conformity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    view = table.Column<string>(type: "TEXT", nullable: true),
                    finding = table.Column<string>(type: "TEXT", nullable: true),
                    disclosure = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    citations = table.Column<string>(type: "TEXT", nullable: false),
                    duties = table.Column<string>(type: "TEXT", nullable: false),
                    responsible_role = table.Column<string>(type: "TEXT", nullable: true),
                    review_due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                    has_evidence = table.Column<bool>(type: "INTEGER", nullable: false),
                    duty_parties = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    assessed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reviewed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statements", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_statements_controls_organisation_control",
                        columns: x => new { x.organisation, x.control },
                        principalTable: "controls",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statements_parties_organisation_party",
                        columns: x => new { x.organisation, x.party },
                        principalTable: "parties",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statements_services_organisation_service",
                        columns: x => new { x.organisation, x.service },
                        principalTable: "services",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_catalogs_organisation_name",
                table: "catalogs",
                columns: new[] { "organisation", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_controls_organisation_catalog_code",
                table: "controls",
                columns: new[] { "organisation", "catalog", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_documents_organisation_party_number",
                table: "documents",
                columns: new[] { "organisation", "party", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_editions_organisation_service_label",
                table: "editions",
                columns: new[] { "organisation", "service", "label" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_events_organisation_entry_id_entry_version",
                table: "events",
                columns: new[] { "organisation", "entry_id", "entry_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_header_memories_organisation_header",
                table: "header_memories",
                columns: new[] { "organisation", "header" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_services_organisation_party",
                table: "services",
                columns: new[] { "organisation", "party" });

            migrationBuilder.CreateIndex(
                name: "ix_services_organisation_slug",
                table: "services",
                columns: new[] { "organisation", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statements_coverage",
                table: "statements",
                columns: new[] { "organisation", "catalog", "service", "party", "control", "conformity", "disclosure", "has_evidence", "duty_parties", "assessed_at", "reviewed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_organisation_control",
                table: "statements",
                columns: new[] { "organisation", "control" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_organisation_party",
                table: "statements",
                columns: new[] { "organisation", "party" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_organisation_service_control_party",
                table: "statements",
                columns: new[] { "organisation", "service", "control", "party" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "documents");

            migrationBuilder.DropTable(
                name: "editions");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "header_memories");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "organisations");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "statements");

            migrationBuilder.DropTable(
                name: "controls");

            migrationBuilder.DropTable(
                name: "services");

            migrationBuilder.DropTable(
                name: "catalogs");

            migrationBuilder.DropTable(
                name: "parties");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Postgres
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
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    published = table.Column<string>(type: "text", nullable: true),
                    recognise = table.Column<string>(type: "jsonb", nullable: false),
                    groups = table.Column<string>(type: "jsonb", nullable: false),
                    layout = table.Column<string>(type: "jsonb", nullable: true),
                    control_count = table.Column<int>(type: "integer", nullable: false),
                    edition_en = table.Column<string>(type: "text", nullable: false),
                    edition_ja = table.Column<string>(type: "text", nullable: false),
                    issuer_en = table.Column<string>(type: "text", nullable: false),
                    issuer_ja = table.Column<string>(type: "text", nullable: false),
                    note_en = table.Column<string>(type: "text", nullable: false),
                    note_ja = table.Column<string>(type: "text", nullable: false),
                    title_en = table.Column<string>(type: "text", nullable: false),
                    title_ja = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogs", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    register = table.Column<string>(type: "text", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_version = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "header_memories",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    header = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_memories", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<Guid>(type: "uuid", nullable: false),
                    party = table.Column<Guid>(type: "uuid", nullable: false),
                    files = table.Column<string>(type: "jsonb", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample = table.Column<bool>(type: "boolean", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    name_ja = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "parties",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    name_ja = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parties", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    name_ja = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "controls",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    catalog = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    group = table.Column<string>(type: "text", nullable: false),
                    @class = table.Column<string>(name: "class", type: "character varying(40)", maxLength: 40, nullable: false),
                    parts = table.Column<string>(type: "jsonb", nullable: false),
                    themes = table.Column<string>(type: "jsonb", nullable: false),
                    links = table.Column<string>(type: "jsonb", nullable: false),
                    disclosure_items_en = table.Column<string>(type: "text", nullable: false),
                    disclosure_items_ja = table.Column<string>(type: "text", nullable: false),
                    summary_en = table.Column<string>(type: "text", nullable: false),
                    summary_ja = table.Column<string>(type: "text", nullable: false),
                    title_en = table.Column<string>(type: "text", nullable: false),
                    title_ja = table.Column<string>(type: "text", nullable: false)
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
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: true),
                    issuer = table.Column<string>(type: "text", nullable: true),
                    url = table.Column<string>(type: "text", nullable: true),
                    disclosure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    files = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    regions = table.Column<string>(type: "jsonb", nullable: false),
                    sites = table.Column<string>(type: "jsonb", nullable: false),
                    built_on = table.Column<string>(type: "jsonb", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    name_ja = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    notes = table.Column<string>(type: "text", nullable: false),
                    files = table.Column<string>(type: "jsonb", nullable: false),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<Guid>(type: "uuid", nullable: false),
                    catalog = table.Column<Guid>(type: "uuid", nullable: false),
                    control = table.Column<Guid>(type: "uuid", nullable: false),
                    party = table.Column<Guid>(type: "uuid", nullable: false),
                    conformity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    view = table.Column<string>(type: "text", nullable: true),
                    finding = table.Column<string>(type: "text", nullable: true),
                    disclosure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    citations = table.Column<string>(type: "jsonb", nullable: false),
                    duties = table.Column<string>(type: "jsonb", nullable: false),
                    responsible_role = table.Column<string>(type: "text", nullable: true),
                    review_due = table.Column<DateOnly>(type: "date", nullable: true),
                    notes = table.Column<string>(type: "jsonb", nullable: false),
                    has_evidence = table.Column<bool>(type: "boolean", nullable: false),
                    duty_parties = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    assessed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Vulnerabilities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "advisories",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    weakness = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    vector = table.Column<string>(type: "TEXT", nullable: false),
                    modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn = table.Column<bool>(type: "INTEGER", nullable: false),
                    exploited_since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    affected = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_advisories", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "component_sets",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    format = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    newest = table.Column<bool>(type: "INTEGER", nullable: false),
                    components = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_component_sets", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "feed_runs",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    counts = table.Column<string>(type: "TEXT", nullable: false),
                    rejected = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_runs", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: false),
                    package = table.Column<string>(type: "TEXT", nullable: false),
                    weakness = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    versions = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tenths = table.Column<int>(type: "INTEGER", nullable: true),
                    exploited = table.Column<bool>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    evidence = table.Column<Guid>(type: "TEXT", nullable: false),
                    treatment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    justification = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    accepted_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    approval = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_advisories_organisation_source",
                table: "advisories",
                columns: new[] { "organisation", "source" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_advisories_organisation_weakness",
                table: "advisories",
                columns: new[] { "organisation", "weakness" });

            migrationBuilder.CreateIndex(
                name: "ix_component_sets_organisation_newest_service",
                table: "component_sets",
                columns: new[] { "organisation", "newest", "service" });

            migrationBuilder.CreateIndex(
                name: "ix_feed_runs_organisation_at",
                table: "feed_runs",
                columns: new[] { "organisation", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_organisation_service_weakness_package",
                table: "findings",
                columns: new[] { "organisation", "service", "weakness", "package" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_findings_organisation_state_due_id",
                table: "findings",
                columns: new[] { "organisation", "state", "due", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_organisation_weakness",
                table: "findings",
                columns: new[] { "organisation", "weakness" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "advisories");

            migrationBuilder.DropTable(
                name: "component_sets");

            migrationBuilder.DropTable(
                name: "feed_runs");

            migrationBuilder.DropTable(
                name: "findings");
        }
    }
}

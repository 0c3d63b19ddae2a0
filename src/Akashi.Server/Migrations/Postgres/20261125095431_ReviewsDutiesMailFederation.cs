using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReviewsDutiesMailFederation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "former",
                table: "sessions",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "former_until",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rights",
                table: "sessions",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "tried",
                table: "leaves",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "duty_exceptions",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    pair = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approval = table.Column<string>(type: "jsonb", nullable: false),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_exceptions", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_duty_exceptions_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "duty_pairs",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    first = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    second = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_pairs", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "external_logins",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    subject = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    unlinked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_external_logins", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_external_logins_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    notice = table.Column<Guid>(type: "uuid", nullable: true),
                    invitation = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "text", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_outbox_invitations_organisation_invitation",
                        columns: x => new { x.organisation, x.invitation },
                        principalTable: "invitations",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outbox_notices_organisation_notice",
                        columns: x => new { x.organisation, x.notice },
                        principalTable: "notices",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_campaigns",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    grace_days = table.Column<int>(type: "integer", nullable: false),
                    lapses = table.Column<bool>(type: "boolean", nullable: false),
                    reviewers = table.Column<string>(type: "jsonb", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    record_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    table_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_campaigns", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "scim_groups",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    external_id = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    members = table.Column<string>(type: "jsonb", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scim_groups", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "scim_users",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    external_id = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    given_name = table.Column<string>(type: "text", nullable: true),
                    family_name = table.Column<string>(type: "text", nullable: true),
                    formatted = table.Column<string>(type: "text", nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    granted = table.Column<string>(type: "jsonb", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scim_users", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_scim_users_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_lines",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    assignment = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service = table.Column<Guid>(type: "uuid", nullable: true),
                    catalog = table.Column<Guid>(type: "uuid", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    responsible = table.Column<Guid>(type: "uuid", nullable: false),
                    decision = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_lines", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_review_lines_assignments_organisation_assignment",
                        columns: x => new { x.organisation, x.assignment },
                        principalTable: "assignments",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_lines_review_campaigns_organisation_campaign",
                        columns: x => new { x.organisation, x.campaign },
                        principalTable: "review_campaigns",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_organisation_former",
                table: "sessions",
                columns: new[] { "organisation", "former" });

            migrationBuilder.CreateIndex(
                name: "ix_leaves_organisation_tried",
                table: "leaves",
                columns: new[] { "organisation", "tried" },
                filter: "tried IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_duty_exceptions_organisation_person",
                table: "duty_exceptions",
                columns: new[] { "organisation", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_duty_pairs_organisation_ended_at",
                table: "duty_pairs",
                columns: new[] { "organisation", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_external_logins_organisation_issuer_subject",
                table: "external_logins",
                columns: new[] { "organisation", "issuer", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_external_logins_organisation_person",
                table: "external_logins",
                columns: new[] { "organisation", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_organisation_invitation",
                table: "outbox",
                columns: new[] { "organisation", "invitation" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_organisation_notice_person",
                table: "outbox",
                columns: new[] { "organisation", "notice", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_organisation_state_next_at",
                table: "outbox",
                columns: new[] { "organisation", "state", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_campaigns_organisation_closed_at",
                table: "review_campaigns",
                columns: new[] { "organisation", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_lines_organisation_assignment",
                table: "review_lines",
                columns: new[] { "organisation", "assignment" });

            migrationBuilder.CreateIndex(
                name: "ix_review_lines_organisation_campaign_assignment",
                table: "review_lines",
                columns: new[] { "organisation", "campaign", "assignment" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_groups_organisation_external_id",
                table: "scim_groups",
                columns: new[] { "organisation", "external_id" });

            migrationBuilder.CreateIndex(
                name: "ix_scim_groups_organisation_name_key",
                table: "scim_groups",
                columns: new[] { "organisation", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_users_organisation_external_id",
                table: "scim_users",
                columns: new[] { "organisation", "external_id" });

            migrationBuilder.CreateIndex(
                name: "ix_scim_users_organisation_name_key",
                table: "scim_users",
                columns: new[] { "organisation", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_users_organisation_person",
                table: "scim_users",
                columns: new[] { "organisation", "person" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "duty_exceptions");

            migrationBuilder.DropTable(
                name: "duty_pairs");

            migrationBuilder.DropTable(
                name: "external_logins");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "review_lines");

            migrationBuilder.DropTable(
                name: "scim_groups");

            migrationBuilder.DropTable(
                name: "scim_users");

            migrationBuilder.DropTable(
                name: "review_campaigns");

            migrationBuilder.DropIndex(
                name: "ix_sessions_organisation_former",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "ix_leaves_organisation_tried",
                table: "leaves");

            migrationBuilder.DropColumn(
                name: "former",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "former_until",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "rights",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "tried",
                table: "leaves");
        }
    }
}

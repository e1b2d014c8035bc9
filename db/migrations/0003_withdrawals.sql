CREATE TABLE "approval_chats" (
	"community_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"language" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "approval_chats_community_id_platform_pk" PRIMARY KEY("community_id","platform")
);
--> statement-breakpoint
CREATE TABLE "approver_accounts" (
	"approver_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "approver_accounts_platform" CHECK ("approver_accounts"."platform" in ('telegram', 'discord'))
);
--> statement-breakpoint
CREATE TABLE "approvers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"name" text NOT NULL,
	"named_by" text NOT NULL,
	"named_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	"vetoed_at" timestamp (3) with time zone,
	"vetoed_by" text,
	"failed_at" timestamp (3) with time zone,
	CONSTRAINT "changes_one_end" CHECK (num_nonnulls("changes"."applied_at", "changes"."vetoed_at", "changes"."failed_at") <= 1 and ("changes"."vetoed_at" is null) = ("changes"."vetoed_by" is null))
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"community_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "policies_community_id_asset_id_version_pk" PRIMARY KEY("community_id","asset_id","version")
);
--> statement-breakpoint
CREATE TABLE "transfer_attempts" (
	"withdrawal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"instance_id" uuid NOT NULL,
	"decision_id" bigint,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"is_accepted" boolean DEFAULT false NOT NULL,
	"http_status" integer,
	"body_hash" text,
	"detail" text,
	"provider_id" text,
	"tx_hash" text,
	CONSTRAINT "transfer_attempts_withdrawal_id_number_pk" PRIMARY KEY("withdrawal_id","number"),
	CONSTRAINT "transfer_attempts_again" CHECK (("transfer_attempts"."number" = 1) = ("transfer_attempts"."decision_id" is null))
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"withdrawal_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"approver_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"tx_hash" text,
	"reason" text,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decisions_kind" CHECK ("decisions"."kind" in ('approve', 'reject', 'sent', 'not_sent', 'send_again')),
	CONSTRAINT "decisions_sent" CHECK (("decisions"."kind" = 'sent') = ("decisions"."tx_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "dialogues" (
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"form" text NOT NULL,
	"subject" text NOT NULL,
	"answers" jsonb NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "dialogues_platform_account_id_pk" PRIMARY KEY("platform","account_id")
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lock_key" integer GENERATED ALWAYS AS IDENTITY (sequence name "instances_lock_key_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_seals" (
	"number" integer PRIMARY KEY NOT NULL,
	"up_to" bigint NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_seals_up_to" UNIQUE("up_to")
);
--> statement-breakpoint
CREATE TABLE "notice_cards" (
	"subject" text NOT NULL,
	"platform" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"recipient_id" text NOT NULL,
	"ref" text,
	CONSTRAINT "notice_cards_subject_platform_recipient_kind_recipient_id_pk" PRIMARY KEY("subject","platform","recipient_kind","recipient_id")
);
--> statement-breakpoint
CREATE TABLE "outflow" (
	"id" integer PRIMARY KEY NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_by" text,
	"reason" text,
	"resume_asked_by" text,
	"resume_asked_at" timestamp (3) with time zone,
	CONSTRAINT "outflow_one" CHECK ("outflow"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "treasury_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone,
	"request_key" text NOT NULL,
	CONSTRAINT "treasury_moves_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "treasury_moves_amount" CHECK ("treasury_moves"."amount" > 0),
	CONSTRAINT "treasury_moves_state" CHECK ("treasury_moves"."state" in ('asked', 'booked', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "withdrawal_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"address" text NOT NULL,
	"is_checksummed" boolean NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"fee" numeric(78, 0) NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "withdrawals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"community_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"member_id" uuid,
	"requester_platform" text NOT NULL,
	"requester_account" text NOT NULL,
	"asset_id" text NOT NULL,
	"chain" text NOT NULL,
	"contract" text NOT NULL,
	"address" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"fee" numeric(78, 0) NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"policy_version" integer NOT NULL,
	"needed" integer NOT NULL,
	"is_automatic" boolean DEFAULT false NOT NULL,
	"marks" text[] NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"waits_until" timestamp (3) with time zone NOT NULL,
	"lapses_at" timestamp (3) with time zone NOT NULL,
	"state_since" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"tx_hash" text,
	"reason" text,
	"confirmed_at" timestamp (3) with time zone,
	"request_key" text NOT NULL,
	CONSTRAINT "withdrawals_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "withdrawals_code" UNIQUE("community_id","code"),
	CONSTRAINT "withdrawals_state" CHECK ("withdrawals"."state" in ('requested', 'approved', 'sending', 'sent', 'failed', 'unknown', 'rejected', 'cancelled', 'lapsed')),
	CONSTRAINT "withdrawals_amount" CHECK ("withdrawals"."amount" > 0 and "withdrawals"."fee" >= 0),
	CONSTRAINT "withdrawals_kind" CHECK (("withdrawals"."kind" = 'member') = ("withdrawals"."member_id" is not null)),
	CONSTRAINT "withdrawals_sent" CHECK ("withdrawals"."state" <> 'sent' or "withdrawals"."tx_hash" is not null)
);
--> statement-breakpoint
ALTER TABLE "approval_chats" ADD CONSTRAINT "approval_chats_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approver_accounts" ADD CONSTRAINT "approver_accounts_approver_id_approvers_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."approvers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approver_accounts" ADD CONSTRAINT "approver_accounts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvers" ADD CONSTRAINT "approvers_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_attempts" ADD CONSTRAINT "transfer_attempts_withdrawal_id_withdrawals_id_fk" FOREIGN KEY ("withdrawal_id") REFERENCES "public"."withdrawals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_attempts" ADD CONSTRAINT "transfer_attempts_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_attempts" ADD CONSTRAINT "transfer_attempts_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_withdrawal_id_withdrawals_id_fk" FOREIGN KEY ("withdrawal_id") REFERENCES "public"."withdrawals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_approver_id_approvers_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."approvers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_moves" ADD CONSTRAINT "treasury_moves_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treasury_moves" ADD CONSTRAINT "treasury_moves_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawal_drafts" ADD CONSTRAINT "withdrawal_drafts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawal_drafts" ADD CONSTRAINT "withdrawal_drafts_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawals" ADD CONSTRAINT "withdrawals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawals" ADD CONSTRAINT "withdrawals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawals" ADD CONSTRAINT "withdrawals_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_chats_once" ON "approval_chats" USING btree ("platform","chat_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approver_accounts_once" ON "approver_accounts" USING btree ("community_id","platform","account_id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "approver_accounts_by_approver" ON "approver_accounts" USING btree ("approver_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approvers_name" ON "approvers" USING btree ("community_id",lower("name")) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "changes_open" ON "changes" USING btree ("effective_at") WHERE applied_at is null and vetoed_at is null and failed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "transfer_attempts_decision" ON "transfer_attempts" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "decisions_by_withdrawal" ON "decisions" USING btree ("withdrawal_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_approve_once" ON "decisions" USING btree ("withdrawal_id","revision","approver_id") WHERE kind = 'approve';--> statement-breakpoint
CREATE UNIQUE INDEX "withdrawals_in_doubt" ON "withdrawals" USING btree ("chain","contract","address","amount") WHERE state in ('sending', 'unknown');--> statement-breakpoint
CREATE UNIQUE INDEX "withdrawals_one_lane" ON "withdrawals" USING btree ((state = 'sending')) WHERE state = 'sending';--> statement-breakpoint
CREATE UNIQUE INDEX "withdrawals_tx" ON "withdrawals" USING btree ("chain","tx_hash");--> statement-breakpoint
CREATE INDEX "withdrawals_by_member" ON "withdrawals" USING btree ("member_id","requested_at");--> statement-breakpoint
CREATE INDEX "withdrawals_by_community" ON "withdrawals" USING btree ("community_id","asset_id","sent_at");--> statement-breakpoint
CREATE INDEX "withdrawals_open" ON "withdrawals" USING btree ("state","state_since") WHERE state in ('requested', 'approved', 'sending', 'unknown');
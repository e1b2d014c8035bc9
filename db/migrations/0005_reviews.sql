CREATE TABLE "review_decisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"intent_id" uuid NOT NULL,
	"approver_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"hash" text NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_decisions_kind" CHECK ("review_decisions"."kind" in ('to_balance', 'close_review', 'enter_net')),
	CONSTRAINT "review_decisions_amount" CHECK ("review_decisions"."amount" >= 0)
);
--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_intent_id_payment_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."payment_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_approver_id_approvers_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."approvers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_decisions_by_intent" ON "review_decisions" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "payment_intents_without_net" ON "payment_intents" USING btree ("state","id") WHERE state in ('success', 'review') and net is null;
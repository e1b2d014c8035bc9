CREATE TABLE "chosen_languages" (
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"language" text NOT NULL,
	CONSTRAINT "chosen_languages_platform_account_id_pk" PRIMARY KEY("platform","account_id")
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "communities_state" CHECK ("communities"."state" in ('active', 'winding_down', 'frozen'))
);
--> statement-breakpoint
CREATE TABLE "handoffs" (
	"token" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"community_id" uuid NOT NULL,
	"command" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"price_hundredths" numeric(78, 0) NOT NULL,
	"price_currency" text NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "items_slug" UNIQUE("community_id","slug"),
	CONSTRAINT "items_price" CHECK ("items"."price_hundredths" > 0)
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"display_name" text NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_account" UNIQUE("community_id","platform","account_id"),
	CONSTRAINT "members_platform" CHECK ("members"."platform" in ('telegram', 'discord'))
);
--> statement-breakpoint
CREATE TABLE "places" (
	"platform" text NOT NULL,
	"place_id" text NOT NULL,
	"community_id" uuid NOT NULL,
	"enabled_by" text NOT NULL,
	"enabled_at" timestamp (3) with time zone NOT NULL,
	"former_ids" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "places_platform_place_id_pk" PRIMARY KEY("platform","place_id"),
	CONSTRAINT "places_platform" CHECK ("places"."platform" in ('telegram', 'discord'))
);
--> statement-breakpoint
CREATE TABLE "strange_places" (
	"platform" text NOT NULL,
	"place_id" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "strange_places_platform_place_id_pk" PRIMARY KEY("platform","place_id")
);
--> statement-breakpoint
CREATE TABLE "alarms" (
	"code" text NOT NULL,
	"reference" text NOT NULL,
	"detail" text NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alarms_code_reference_pk" PRIMARY KEY("code","reference")
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"name" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lane" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "inbox_once" UNIQUE("source","external_id")
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lane" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"dedupe_key" text NOT NULL,
	"platform" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"recipient_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "notifications_dedupe_key_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"name" text PRIMARY KEY NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assets" (
	"id" text PRIMARY KEY NOT NULL,
	"chain" text NOT NULL,
	"contract" text NOT NULL,
	"symbol" text NOT NULL,
	"decimals" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"member_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"available" numeric(78, 0) NOT NULL,
	"held" numeric(78, 0) NOT NULL,
	CONSTRAINT "balances_member_id_asset_id_pk" PRIMARY KEY("member_id","asset_id"),
	CONSTRAINT "balances_not_negative" CHECK ("balances"."available" >= 0 and "balances"."held" >= 0)
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"community_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"debit" text NOT NULL,
	"credit" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"booked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_entries_once" UNIQUE("reference","kind"),
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount" > 0 and "ledger_entries"."debit" <> "ledger_entries"."credit")
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "observations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"intent_id" uuid NOT NULL,
	"body_hash" text NOT NULL,
	"status" text NOT NULL,
	"facts" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "observations_body" UNIQUE("intent_id","body_hash")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"community_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"item_id" uuid,
	"item_name" text,
	"fiat_hundredths" numeric(78, 0) NOT NULL,
	"fiat_currency" text NOT NULL,
	"state" text NOT NULL,
	"close_reason" text,
	"paid_from" text,
	"version" integer DEFAULT 1 NOT NULL,
	"request_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "orders_code" UNIQUE("community_id","code"),
	CONSTRAINT "orders_state" CHECK ("orders"."state" in ('open', 'settling', 'paid', 'delivered', 'closed', 'refunded')),
	CONSTRAINT "orders_kind" CHECK (("orders"."kind" = 'item') = ("orders"."item_id" is not null) and "orders"."kind" in ('item', 'top_up')),
	CONSTRAINT "orders_closed_with_reason" CHECK (("orders"."state" = 'closed') = ("orders"."close_reason" is not null)),
	CONSTRAINT "orders_fiat" CHECK ("orders"."fiat_hundredths" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_intents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"nonce" text NOT NULL,
	"callback_token" text NOT NULL,
	"state" text NOT NULL,
	"provider_intent_id" text,
	"candidate_id" text,
	"asset_id" text,
	"address" text,
	"quoted" numeric(78, 0),
	"deadline" timestamp (3) with time zone,
	"provider_status" text,
	"received" numeric(78, 0),
	"net" numeric(78, 0),
	"refunded" numeric(78, 0),
	"payment_tx" text,
	"refund_tx" text,
	"disposition" text,
	"review_reason" text,
	"late" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"next_read_at" timestamp (3) with time zone,
	"read_wanted_at" timestamp (3) with time zone,
	"last_read_at" timestamp (3) with time zone,
	"read_failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "payment_intents_callback_token_unique" UNIQUE("callback_token"),
	CONSTRAINT "payment_intents_provider_intent_id_unique" UNIQUE("provider_intent_id"),
	CONSTRAINT "payment_intents_sequence" UNIQUE("order_id","sequence"),
	CONSTRAINT "payment_intents_state" CHECK ("payment_intents"."state" in ('creating', 'pending', 'success', 'expired', 'insufficient_not_refunded', 'insufficient_refunded', 'refused', 'abandoned', 'review')),
	CONSTRAINT "payment_intents_quote" CHECK (("payment_intents"."provider_intent_id" is null) or ("payment_intents"."asset_id" is not null and "payment_intents"."address" is not null and "payment_intents"."quoted" > 0 and "payment_intents"."deadline" is not null) or "payment_intents"."state" = 'review'),
	CONSTRAINT "payment_intents_success" CHECK ("payment_intents"."state" <> 'success' or ("payment_intents"."disposition" is not null and "payment_intents"."received" >= "payment_intents"."quoted" and "payment_intents"."received" >= coalesce("payment_intents"."net", 0)))
);
--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_intent_id_payment_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."payment_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "members_by_account" ON "members" USING btree ("platform","account_id");--> statement-breakpoint
CREATE INDEX "inbox_done" ON "inbox" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "inbox_open" ON "inbox" USING btree ("lane","id") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "notifications_done" ON "notifications" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "notifications_put_off" ON "notifications" USING btree ("due_at") WHERE lane like 'later:%' and done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "notifications_open" ON "notifications" USING btree ("lane","id") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "ledger_entries_debit" ON "ledger_entries" USING btree ("community_id","asset_id","debit");--> statement-breakpoint
CREATE INDEX "ledger_entries_credit" ON "ledger_entries" USING btree ("community_id","asset_id","credit");--> statement-breakpoint
CREATE INDEX "orders_by_member" ON "orders" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "payment_intents_due" ON "payment_intents" USING btree ("next_read_at");--> statement-breakpoint
CREATE INDEX "payment_intents_wanted" ON "payment_intents" USING btree ("read_wanted_at");--> statement-breakpoint
CREATE INDEX "payment_intents_unsettled" ON "payment_intents" USING btree ("state","id") WHERE state in ('creating', 'insufficient_not_refunded');--> statement-breakpoint
CREATE UNIQUE INDEX "payment_intents_tx" ON "payment_intents" USING btree ("payment_tx") WHERE state = 'success';
CREATE TABLE "chosen_phrases" (
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"phrase" text NOT NULL,
	CONSTRAINT "chosen_phrases_platform_account_id_pk" PRIMARY KEY("platform","account_id")
);
--> statement-breakpoint
CREATE TABLE "discounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"code" text NOT NULL,
	"percent" integer,
	"off_hundredths" numeric(78, 0),
	"off_currency" text,
	"item_id" uuid,
	"uses_max" integer,
	"ends_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "discounts_one_kind" CHECK (num_nonnulls("discounts"."percent", "discounts"."off_hundredths") = 1 and ("discounts"."off_hundredths" is null) = ("discounts"."off_currency" is null)),
	CONSTRAINT "discounts_amount" CHECK ("discounts"."percent" between 1 and 99 and "discounts"."off_hundredths" > 0 and "discounts"."uses_max" > 0)
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "files_size" CHECK (octet_length("files"."bytes") between 1 and 8388608)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"community_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"chat_id" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"plan" jsonb NOT NULL,
	"state" text NOT NULL,
	"trouble" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"receipt" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"access_days" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"end_reason" text,
	"undone_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_order_id_unique" UNIQUE("order_id"),
	CONSTRAINT "deliveries_state" CHECK ("deliveries"."state" in ('queued', 'failed', 'delivered', 'cancelled', 'revoked')),
	CONSTRAINT "deliveries_delivered" CHECK (("deliveries"."state" in ('delivered', 'revoked')) = ("deliveries"."delivered_at" is not null)),
	CONSTRAINT "deliveries_ended" CHECK (("deliveries"."state" in ('cancelled', 'revoked')) = ("deliveries"."end_reason" is not null) and ("deliveries"."undone_at" is null or "deliveries"."state" = 'revoked'))
);
--> statement-breakpoint
CREATE TABLE "item_keys" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" uuid NOT NULL,
	"key" text NOT NULL,
	"order_id" uuid,
	"added_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone,
	CONSTRAINT "item_keys_order_id_unique" UNIQUE("order_id"),
	CONSTRAINT "item_keys_once" UNIQUE("item_id","key"),
	CONSTRAINT "item_keys_taken" CHECK (("item_keys"."order_id" is null) = ("item_keys"."taken_at" is null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"asset_id" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"rounded_up" numeric(78, 0) NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount" > 0 and "refunds"."rounded_up" >= 0 and "refunds"."rounded_up" <= "refunds"."amount")
);
--> statement-breakpoint
CREATE TABLE "shop_managers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"name" text NOT NULL,
	"platform" text NOT NULL,
	"account_id" text NOT NULL,
	"named_by" text NOT NULL,
	"named_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "shop_managers_platform" CHECK ("shop_managers"."platform" in ('telegram', 'discord'))
);
--> statement-breakpoint
CREATE TABLE "thanks_chats" (
	"community_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"language" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "thanks_chats_community_id_platform_pk" PRIMARY KEY("community_id","platform")
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" uuid NOT NULL,
	"event" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"status" integer,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"item_id" uuid PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_fiat";--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "stock" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "member_limit" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "access_days" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "plan" jsonb DEFAULT '{"kind":"task"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "picture_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "full_hundredths" numeric(78, 0);--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "holds_piece" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "recipient_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "gift_token" text;--> statement-breakpoint
ALTER TABLE "discounts" ADD CONSTRAINT "discounts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discounts" ADD CONSTRAINT "discounts_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_keys" ADD CONSTRAINT "item_keys_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_keys" ADD CONSTRAINT "item_keys_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_managers" ADD CONSTRAINT "shop_managers_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thanks_chats" ADD CONSTRAINT "thanks_chats_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secrets" ADD CONSTRAINT "webhook_secrets_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "discounts_code" ON "discounts" USING btree ("community_id","code") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "audit_log_by_community" ON "audit_log" USING btree ("community_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_by_member" ON "deliveries" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("community_id","created_at") WHERE state in ('queued', 'failed');--> statement-breakpoint
CREATE INDEX "deliveries_ending" ON "deliveries" USING btree ("ends_at") WHERE state = 'delivered' and ends_at is not null;--> statement-breakpoint
CREATE INDEX "item_keys_free" ON "item_keys" USING btree ("item_id","id") WHERE order_id is null;--> statement-breakpoint
CREATE INDEX "refunds_by_community" ON "refunds" USING btree ("community_id","asset_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "shop_managers_once" ON "shop_managers" USING btree ("community_id","platform","account_id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "shop_managers_by_account" ON "shop_managers" USING btree ("platform","account_id");--> statement-breakpoint
CREATE INDEX "webhook_attempts_by_delivery" ON "webhook_attempts" USING btree ("delivery_id","id");--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_picture_id_files_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_discount_id_discounts_id_fk" FOREIGN KEY ("discount_id") REFERENCES "public"."discounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_recipient_id_members_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_reservation" ON "orders" USING btree ("member_id","item_id") WHERE holds_piece and state = 'open';--> statement-breakpoint
CREATE INDEX "orders_by_item" ON "orders" USING btree ("item_id","member_id") WHERE item_id is not null;--> statement-breakpoint
CREATE INDEX "orders_by_discount" ON "orders" USING btree ("discount_id") WHERE discount_id is not null;--> statement-breakpoint
CREATE INDEX "orders_by_community" ON "orders" USING btree ("community_id","created_at");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_gift_token_unique" UNIQUE("gift_token");--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_stock" CHECK ("items"."stock" >= 0);--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_limits" CHECK ("items"."member_limit" > 0 and "items"."access_days" > 0);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_holds_piece" CHECK (not "orders"."holds_piece" or "orders"."item_id" is not null);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_discount" CHECK (("orders"."discount_id" is null) = ("orders"."full_hundredths" is null));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_fiat" CHECK ("orders"."fiat_hundredths" > 0 and "orders"."full_hundredths" >= "orders"."fiat_hundredths");
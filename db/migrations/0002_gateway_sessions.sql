CREATE TABLE "gateway_sessions" (
	"bot" text NOT NULL,
	"shard_id" integer NOT NULL,
	"shard_count" integer NOT NULL,
	"session_id" text NOT NULL,
	"resume_url" text NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "gateway_sessions_bot_shard_id_pk" PRIMARY KEY("bot","shard_id")
);

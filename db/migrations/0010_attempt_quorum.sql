ALTER TABLE "transfer_attempts" ADD COLUMN "needed" integer;--> statement-breakpoint
ALTER TABLE "transfer_attempts" ADD COLUMN "approved_revision" integer;--> statement-breakpoint
ALTER TABLE "withdrawals" ADD COLUMN "differs_at" timestamp (3) with time zone;--> statement-breakpoint
-- No try is begun while outflow is paused, and what came of one is written once.
create or replace function till_guard_attempt() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- Whoever pauses at this moment is waited for.
    perform 1 from outflow o for share;
    if exists (select 1 from outflow o where o.paused_at is not null) then
      raise exception 'outflow is paused' using errcode = 'restrict_violation';
    end if;
    if new.ended_at is not null or new.number <> 1 + (select count(*) from transfer_attempts a where a.withdrawal_id = new.withdrawal_id) then
      raise exception 'tries follow one another: withdrawal %', new.withdrawal_id using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from withdrawals w where w.id = new.withdrawal_id and w.state = 'approved') then
      raise exception 'only what is approved is tried: withdrawal %', new.withdrawal_id using errcode = 'restrict_violation';
    end if;
    if new.decision_id is not null and not exists (select 1 from decisions d
        where d.id = new.decision_id and d.withdrawal_id = new.withdrawal_id and d.kind = 'send_again') then
      raise exception 'nobody has decided to send it again: withdrawal %', new.withdrawal_id
        using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.ended_at is not null
    or (new.withdrawal_id, new.number, new.instance_id, new.decision_id, new.claimed_at, new.needed, new.approved_revision)
      is distinct from (old.withdrawal_id, old.number, old.instance_id, old.decision_id, old.claimed_at, old.needed, old.approved_revision) then
    raise exception 'a try to send is written once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

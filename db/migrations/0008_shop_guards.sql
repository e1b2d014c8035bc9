-- What staff did, and what was refunded, is only ever added: the database is the last to say so.
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function till_refuse_change();
--> statement-breakpoint
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function till_refuse_change();
--> statement-breakpoint
create trigger refunds_append_only before update or delete on refunds
  for each row execute function till_refuse_change();
--> statement-breakpoint
create trigger webhook_attempts_append_only before update or delete on webhook_attempts
  for each row execute function till_refuse_change();
--> statement-breakpoint
-- A key that was sold stays with its order.
create function till_guard_item_key() returns trigger language plpgsql as $$
begin
  if old.order_id is not null and (new.order_id is distinct from old.order_id or new.key is distinct from old.key) then
    raise exception 'key % is sold already', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger item_keys_guard before update on item_keys
  for each row execute function till_guard_item_key();
--> statement-breakpoint
-- A delivery goes queued -> delivered | failed -> queued, ends as cancelled or revoked, and never comes back.
create function till_guard_delivery() returns trigger language plpgsql as $$
begin
  if new.order_id is distinct from old.order_id or new.community_id is distinct from old.community_id then
    raise exception 'delivery % changed what it is about', old.id using errcode = 'check_violation';
  end if;
  if new.state <> old.state and not (
    (old.state = 'queued' and new.state in ('delivered', 'failed', 'cancelled')) or
    (old.state = 'failed' and new.state in ('queued', 'delivered', 'cancelled')) or
    (old.state = 'delivered' and new.state = 'revoked')
  ) then
    raise exception 'delivery %: % does not become %', old.id, old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger deliveries_guard before update on deliveries
  for each row execute function till_guard_delivery();

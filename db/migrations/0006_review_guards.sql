-- Nobody decides about their own payment, whatever the program thinks; who was removed or belongs elsewhere
-- decides nothing, and what was said stays.
create function till_guard_review_decision() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from approvers p join orders o on o.community_id = p.community_id
      join payment_intents i on i.order_id = o.id
      where p.id = new.approver_id and i.id = new.intent_id and p.removed_at is null) then
    raise exception 'no approver of this payment: %', new.approver_id using errcode = 'restrict_violation';
  end if;
  if exists (select 1 from payment_intents i join orders o on o.id = i.order_id
      join members m on m.id = o.member_id
      join approver_accounts a on a.platform = m.platform and a.account_id = m.account_id
      where i.id = new.intent_id and a.approver_id = new.approver_id) then
    raise exception 'nobody decides their own: payment %', new.intent_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger review_decisions_guard before insert on review_decisions
  for each row execute function till_guard_review_decision();--> statement-breakpoint
create trigger review_decisions_append_only before update or delete on review_decisions
  for each row execute function till_refuse_change();

-- The last line of defence for money on its way out. A test holds the steps against src/domain/withdrawal.ts.
create function till_guard_withdrawal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'withdrawals are kept' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'requested' or new.revision <> 1 or num_nonnulls(new.sent_at, new.tx_hash, new.confirmed_at) > 0 then
      raise exception 'a withdrawal begins as a request: %', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.id, new.code, new.community_id, new.kind, new.member_id, new.requester_platform, new.requester_account,
      new.asset_id, new.chain, new.contract, new.address, new.amount, new.fee, new.requested_at, new.request_key,
      new.policy_version, new.needed, new.is_automatic, new.marks)
    is distinct from
     (old.id, old.code, old.community_id, old.kind, old.member_id, old.requester_platform, old.requester_account,
      old.asset_id, old.chain, old.contract, old.address, old.amount, old.fee, old.requested_at, old.request_key,
      old.policy_version, old.needed, old.is_automatic, old.marks) then
    raise exception 'what was asked for never changes: withdrawal %', old.id using errcode = 'restrict_violation';
  end if;
  if new.state = old.state then
    if (new.revision, new.state_since, new.waits_until, new.lapses_at, new.sent_at, new.tx_hash, new.reason)
      is distinct from
       (old.revision, old.state_since, old.waits_until, old.lapses_at, old.sent_at, old.tx_hash, old.reason) then
      raise exception 'only a change of state changes this: withdrawal %', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.revision <> old.revision + 1 or (old.state || '>' || new.state) <> all (array[
    'requested>approved', 'requested>rejected', 'requested>cancelled', 'requested>lapsed',
    'approved>requested', 'approved>sending', 'approved>rejected', 'approved>cancelled', 'approved>lapsed',
    'sending>sent', 'sending>failed', 'sending>unknown',
    'unknown>sent', 'unknown>failed', 'unknown>requested',
    'sent>failed', 'failed>sent']) then
    raise exception 'no such step: withdrawal % from % to %', old.id, old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  if new.state = 'sending' and not exists (select 1 from transfer_attempts a
      where a.withdrawal_id = new.id and a.ended_at is null) then
    raise exception 'nothing is sent without a try that is written down: withdrawal %', new.id
      using errcode = 'restrict_violation';
  end if;
  -- How many it takes is for the program to count; without anybody nothing goes (W2).
  if new.state = 'sending' and new.kind = 'member' and not new.is_automatic and not exists (
      select 1 from decisions d join approvers p on p.id = d.approver_id
      where d.withdrawal_id = new.id and d.kind = 'approve' and d.revision = old.revision - 1 and p.removed_at is null) then
    raise exception 'nobody has approved this: withdrawal %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger withdrawals_guard before insert or update or delete on withdrawals
  for each row execute function till_guard_withdrawal();--> statement-breakpoint

-- Nobody decides their own, whatever the program thinks; who was removed or belongs elsewhere decides nothing.
create function till_guard_decision() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from approvers p join withdrawals w on w.community_id = p.community_id
      where p.id = new.approver_id and w.id = new.withdrawal_id and p.removed_at is null) then
    raise exception 'no approver of this withdrawal: %', new.approver_id using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from approver_accounts a where a.approver_id = new.approver_id
      and a.platform = new.platform and a.account_id = new.account_id and a.removed_at is null) then
    raise exception 'not an account of approver %', new.approver_id using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from withdrawals w where w.id = new.withdrawal_id and w.revision = new.revision) then
    raise exception 'a decision is about what is there now: withdrawal %', new.withdrawal_id
      using errcode = 'restrict_violation';
  end if;
  if exists (select 1 from withdrawals w join approver_accounts a
      on a.platform = w.requester_platform and a.account_id = w.requester_account
      where w.id = new.withdrawal_id and a.approver_id = new.approver_id) then
    raise exception 'nobody decides their own: withdrawal %', new.withdrawal_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger decisions_guard before insert on decisions
  for each row execute function till_guard_decision();--> statement-breakpoint
create trigger decisions_append_only before update or delete on decisions
  for each row execute function till_refuse_change();--> statement-breakpoint

-- No try is begun while outflow is paused, and what came of one is written once.
create function till_guard_attempt() returns trigger language plpgsql as $$
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
    or (new.withdrawal_id, new.number, new.instance_id, new.decision_id, new.claimed_at)
      is distinct from (old.withdrawal_id, old.number, old.instance_id, old.decision_id, old.claimed_at) then
    raise exception 'a try to send is written once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger transfer_attempts_guard before insert or update or delete on transfer_attempts
  for each row execute function till_guard_attempt();--> statement-breakpoint

create trigger policies_append_only before update or delete on policies
  for each row execute function till_refuse_change();--> statement-breakpoint
create trigger ledger_seals_append_only before update or delete on ledger_seals
  for each row execute function till_refuse_change();--> statement-breakpoint
create trigger withdrawals_no_truncate before truncate on withdrawals
  for each statement execute function till_refuse_change();--> statement-breakpoint
create trigger decisions_no_truncate before truncate on decisions
  for each statement execute function till_refuse_change();--> statement-breakpoint
create trigger transfer_attempts_no_truncate before truncate on transfer_attempts
  for each statement execute function till_refuse_change();--> statement-breakpoint
create trigger policies_no_truncate before truncate on policies
  for each statement execute function till_refuse_change();--> statement-breakpoint
create trigger ledger_seals_no_truncate before truncate on ledger_seals
  for each statement execute function till_refuse_change();

-- Ledger entries and observations are only ever added. Whoever wants a correction books another entry.
create function till_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: book a correction instead', tg_table_name using errcode = 'restrict_violation';
end $$;--> statement-breakpoint
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function till_refuse_change();--> statement-breakpoint
create trigger ledger_entries_no_truncate before truncate on ledger_entries
  for each statement execute function till_refuse_change();--> statement-breakpoint
create trigger observations_append_only before update or delete on observations
  for each row execute function till_refuse_change();

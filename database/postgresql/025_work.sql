-- Wishes for work are taken in by the order in which they were written; the server counts.
create sequence if not exists work_order;
alter table work_puts add column if not exists seq bigint not null default nextval('work_order');
create index if not exists ix_work_puts_seq on work_puts (seq);

-- Rows of the queue come and go all day: they are swept up long before a fifth of the table is dead.
alter table work_items set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.05);
alter table work_puts set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- Every versioned table gets a twin that keeps its former rows, and a function that shows the table as of an instant.
-- A row is valid from its changed_at until that of its successor; the application's clock sets both.
create or replace function crm_keep_history() returns trigger
    language plpgsql
    as $$
begin
    if tg_op = 'UPDATE' then
        if new.version = old.version then
            return new;
        end if;
        new.changed_at := greatest(new.changed_at, old.changed_at);
        execute format('insert into %I select ($1).*, $2', tg_table_name || '_history') using old, new.changed_at;
        return new;
    end if;
    execute format('insert into %I select ($1).*, $2', tg_table_name || '_history') using old, clock_timestamp();
    return old;
end
$$;

do $$
declare
    name text;
    missing text;
    versioned constant text[] := array['users', 'teams', 'roles', 'accounts', 'contacts', 'products', 'pipelines', 'stages', 'deals'];
begin
    foreach name in array versioned loop
        if to_regclass(name || '_history') is null then
            execute format('create table %I as select *, null::timestamptz as valid_to from %I with no data', name || '_history', name);
            execute format('alter table %I alter column valid_to set not null, alter column tenant_id set not null', name || '_history');
            execute format('create index %I on %I (tenant_id, id, valid_to)', 'ix_' || name || '_history', name || '_history');
        end if;

        -- A column added later stands before valid_to in the table and after it in the twin, so the twin is rebuilt in order.
        select string_agg(format('%I', c.column_name), ', ' order by c.ordinal_position) into missing
        from information_schema.columns c
        where c.table_schema = current_schema and c.table_name = name
          and not exists (
              select from information_schema.columns h
              where h.table_schema = current_schema and h.table_name = name || '_history' and h.column_name = c.column_name);
        if missing is not null then
            execute format('create table %I as select t.*, null::timestamptz as valid_to from %I t with no data', name || '_history_new', name);
            execute (
                select format('insert into %I (%s) select %s from %I', name || '_history_new', columns, columns, name || '_history')
                from (
                    select string_agg(format('%I', h.column_name), ', ' order by h.ordinal_position) as columns
                    from information_schema.columns h
                    join information_schema.columns n
                      on n.table_schema = h.table_schema and n.table_name = name || '_history_new' and n.column_name = h.column_name
                    where h.table_schema = current_schema and h.table_name = name || '_history'
                ) both_have);
            execute format('drop table %I cascade', name || '_history');
            execute format('alter table %I rename to %I', name || '_history_new', name || '_history');
            execute format('create index %I on %I (tenant_id, id, valid_to)', 'ix_' || name || '_history', name || '_history');
        end if;

        execute format('create or replace trigger keep_history before update or delete on %I for each row execute function crm_keep_history()', name);
        execute (
            select format(
                'create or replace function %1$I(at timestamptz) returns setof %2$I language sql stable as $f$
                     select %3$s from %2$I where changed_at <= at
                     union all
                     select %3$s from %4$I where changed_at <= at and valid_to > at
                 $f$',
                name || '_as_of', name, string_agg(format('%I', c.column_name), ', ' order by c.ordinal_position), name || '_history')
            from information_schema.columns c
            where c.table_schema = current_schema and c.table_name = name);
    end loop;
end
$$;

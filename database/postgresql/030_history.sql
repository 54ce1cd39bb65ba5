-- Every table that the model marks as versioned gets a twin that keeps its former rows, and a function that shows the table as of an
-- instant. A row is valid from its changed_at until that of its successor; the application's clock sets both.
-- A column that is added to the table is added to its twin; one that is dropped or renamed stays in the twin until a migration says otherwise.
create or replace function crm_now() returns timestamptz
    language sql volatile
    as $$ select coalesce(nullif(current_setting('crm.now', true), '')::timestamptz, clock_timestamp()) $$;

do $$
declare
    name text;
    twin text;
    missing record;
    columns text;
    former text;
begin
    for name in
        select c.relname
        from pg_class c
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and obj_description(c.oid, 'pg_class') = 'versioned'
        order by c.relname
    loop
        twin := name || '_history';
        if to_regclass(twin) is null then
            execute format('create table %I (valid_to timestamptz not null)', twin);
        end if;

        for missing in
            select a.attname, h.attname is not null as differs,
                   format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || quote_ident(c.collname), '') as type,
                   coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as fallback
            from pg_attribute a
            left join pg_collation c on c.oid = a.attcollation
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            left join pg_attribute h on h.attrelid = twin::regclass and h.attname = a.attname and not h.attisdropped
            where a.attrelid = name::regclass and a.attnum > 0 and not a.attisdropped
              and (h.attname is null or (h.atttypid, h.atttypmod, h.attcollation) <> (a.atttypid, a.atttypmod, a.attcollation))
            order by a.attnum
        loop
            if missing.differs then
                execute format('alter table %I alter column %I type %s', twin, missing.attname, missing.type);
            else
                execute format('alter table %I add column %I %s%s', twin, missing.attname, missing.type, missing.fallback);
            end if;
        end loop;

        execute format('alter table %I alter column tenant_id set not null, alter column id set not null', twin);
        execute format('create index if not exists %I on %I (tenant_id, id, valid_to)', 'ix_' || twin, twin);

        select string_agg(format('%I', a.attname), ', ' order by a.attnum), string_agg(format('old.%I', a.attname), ', ' order by a.attnum)
        into columns, former
        from pg_attribute a
        where a.attrelid = name::regclass and a.attnum > 0 and not a.attisdropped;

        -- An update that did not go through a unit of work is counted and dated here, so that no former row is ever lost.
        execute format(
            $f$
            create or replace function %1$I() returns trigger language plpgsql as $t$
            begin
                if tg_op = 'DELETE' then
                    insert into %2$I (%3$s, valid_to) values (%4$s, greatest(crm_now(), old.changed_at));
                    return old;
                end if;
                if new is not distinct from old then
                    return new;
                end if;
                if new.version = old.version then
                    new.version := old.version + 1;
                    new.changed_at := crm_now();
                end if;
                new.changed_at := greatest(new.changed_at, old.changed_at);
                insert into %2$I (%3$s, valid_to) values (%4$s, new.changed_at);
                return new;
            end
            $t$
            $f$,
            name || '_keep_history', twin, columns, former);
        if not exists (select from pg_trigger where tgrelid = name::regclass and tgname = 'keep_history') then
            execute format('create trigger keep_history before update or delete on %I for each row execute function %I()', name, name || '_keep_history');
        end if;

        execute format(
            $f$
            create or replace function %1$I(at timestamptz) returns setof %2$I language sql stable as $t$
                select %3$s from %2$I where changed_at <= at
                union all
                select %3$s from %4$I where changed_at <= at and valid_to > at
            $t$
            $f$,
            name || '_as_of', name, columns, twin);
    end loop;
end
$$;

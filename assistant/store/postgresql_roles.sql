-- Gives the roles of Finalise their rights in a PostgreSQL database, and nothing beyond them.
--
-- The owner of the database runs this once, after finalise store upgrade, and again after each upgrade:
--     finalise store grants | psql DATABASE
-- Then each person gets a login of their own and a group:
--     CREATE ROLE asmith LOGIN;  GRANT finalise_administrator TO asmith;
-- Later a manager changes roles with: finalise people set NAME ROLE
-- The owner's own login can do everything; nobody should work with it from day to day.

BEGIN;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'finalise_administrator', 'finalise_reviewer', 'finalise_trainer', 'finalise_manager'
    ] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;

    -- Only those with a role may come in, and nobody may make tables, not even ones that pass away.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, finalise_administrator, '
        'finalise_reviewer, finalise_trainer, finalise_manager', current_schema());
    EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO finalise_administrator, finalise_reviewer, '
        'finalise_trainer, finalise_manager', current_database());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO finalise_administrator, finalise_reviewer, '
        'finalise_trainer, finalise_manager', current_schema());
END $$;

-- Everybody with a role may look.
GRANT SELECT ON alembic_version, record, ledger, person, choice, choice_by, draft
    TO finalise_administrator, finalise_reviewer, finalise_trainer, finalise_manager;

-- Those who record finalisations add to the history. Nobody but the owner may change or delete any of it.
GRANT INSERT ON record, ledger TO finalise_administrator, finalise_trainer, finalise_manager;
GRANT INSERT, DELETE ON draft TO finalise_administrator, finalise_trainer, finalise_manager;
GRANT INSERT, DELETE ON choice TO finalise_administrator, finalise_trainer, finalise_manager;
GRANT INSERT, UPDATE, DELETE ON choice_by TO finalise_administrator, finalise_trainer, finalise_manager;
GRANT USAGE ON SEQUENCE choice_id_seq TO finalise_administrator, finalise_trainer, finalise_manager;

-- A manager may empty a record whose removal is in the ledger (a trigger sees to that), and gives roles.
GRANT UPDATE (body, account, urn, surname_folded, outcome, poc, final_hearing) ON record TO finalise_manager;
GRANT UPDATE ON choice TO finalise_manager;
GRANT INSERT, UPDATE ON person TO finalise_manager;

-- Entries are made in one's own name, and only a manager enters removals and roles.
ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS ledger_look ON ledger;
CREATE POLICY ledger_look ON ledger FOR SELECT USING (true);
DROP POLICY IF EXISTS ledger_enter ON ledger;
CREATE POLICY ledger_enter ON ledger FOR INSERT
    TO finalise_administrator, finalise_trainer
    WITH CHECK (person = session_user AND kind IN ('entered', 'amended', 'reopened'));
DROP POLICY IF EXISTS ledger_manage ON ledger;
CREATE POLICY ledger_manage ON ledger FOR INSERT TO finalise_manager WITH CHECK (person = session_user);

-- A draft is its person's alone; a manager may see to those of others.
ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS draft_own ON draft;
CREATE POLICY draft_own ON draft
    TO finalise_administrator, finalise_reviewer, finalise_trainer
    USING (person = session_user) WITH CHECK (person = session_user);
DROP POLICY IF EXISTS draft_manage ON draft;
CREATE POLICY draft_manage ON draft TO finalise_manager USING (true) WITH CHECK (person = session_user);

-- Only a manager approves a choice, takes an approved one away, or touches what others chose.
ALTER TABLE choice ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS choice_look ON choice;
CREATE POLICY choice_look ON choice FOR SELECT USING (true);
DROP POLICY IF EXISTS choice_make ON choice;
CREATE POLICY choice_make ON choice FOR INSERT
    TO finalise_administrator, finalise_trainer WITH CHECK (approved_by IS NULL);
DROP POLICY IF EXISTS choice_take_back ON choice;
CREATE POLICY choice_take_back ON choice FOR DELETE
    TO finalise_administrator, finalise_trainer USING (approved_by IS NULL);
DROP POLICY IF EXISTS choice_manage ON choice;
CREATE POLICY choice_manage ON choice TO finalise_manager USING (true) WITH CHECK (true);
ALTER TABLE choice_by ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS choice_by_look ON choice_by;
CREATE POLICY choice_by_look ON choice_by FOR SELECT USING (true);
DROP POLICY IF EXISTS choice_by_own ON choice_by;
CREATE POLICY choice_by_own ON choice_by
    TO finalise_administrator, finalise_trainer
    USING (person = session_user) WITH CHECK (person = session_user);
DROP POLICY IF EXISTS choice_by_manage ON choice_by;
CREATE POLICY choice_by_manage ON choice_by TO finalise_manager USING (true) WITH CHECK (person = session_user);

-- Puts a person into the group of a role and out of the others, in the name of the owner; for managers alone.
CREATE OR REPLACE FUNCTION finalise_grant_role(name text, role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    other text;
BEGIN
    IF NOT pg_has_role(session_user, 'finalise_manager', 'MEMBER') THEN
        RAISE EXCEPTION 'Only a manager gives roles.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF role NOT IN ('administrator', 'reviewer', 'trainer', 'manager') OR NOT EXISTS (
        SELECT 1 FROM pg_roles AS person
        WHERE person.rolname = finalise_grant_role.name AND person.rolcanlogin AND NOT person.rolsuper
    ) THEN
        RAISE EXCEPTION 'There is no such person or role.' USING ERRCODE = 'undefined_object';
    END IF;
    FOREACH other IN ARRAY ARRAY['administrator', 'reviewer', 'trainer', 'manager'] LOOP
        IF other <> role THEN
            EXECUTE format('REVOKE %I FROM %I', 'finalise_' || other, name);
        END IF;
    END LOOP;
    EXECUTE format('GRANT %I TO %I', 'finalise_' || role, name);
END $$;
REVOKE ALL ON FUNCTION finalise_grant_role(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION finalise_grant_role(text, text) TO finalise_manager;

COMMIT;

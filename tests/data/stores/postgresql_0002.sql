CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.choice (
    id integer NOT NULL,
    said character varying NOT NULL,
    code character varying NOT NULL,
    approved_by character varying,
    approved_at timestamp with time zone,
    elsewhere_times integer NOT NULL,
    elsewhere_people integer NOT NULL,
    elsewhere_first timestamp with time zone,
    elsewhere_last timestamp with time zone
);
CREATE TABLE public.choice_by (
    choice_id integer NOT NULL,
    person character varying NOT NULL,
    times integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.choice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.choice_id_seq OWNED BY public.choice.id;
CREATE TABLE public.draft (
    id character varying NOT NULL,
    title character varying NOT NULL,
    at character varying NOT NULL,
    data json NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.record (
    reference character varying NOT NULL,
    version integer NOT NULL,
    draft_id character varying NOT NULL,
    stage character varying(40) NOT NULL,
    urn character varying NOT NULL,
    surname_folded character varying NOT NULL,
    outcome character varying NOT NULL,
    poc character varying,
    final_hearing date,
    entered_by character varying NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    body text NOT NULL
);
ALTER TABLE ONLY public.choice ALTER COLUMN id SET DEFAULT nextval('public.choice_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.choice VALUES (1, 'punched [...] face', 'OF61102', 'bjones', '2026-03-02 09:05:00+00', 0, 0, NULL, NULL);
INSERT INTO public.choice_by VALUES (1, 'bjones', 1, '2026-03-02 09:04:00+00', '2026-03-02 09:04:00+00');
INSERT INTO public.draft VALUES ('draft-1', '13AB1234626 Jane Doe', 'The plea', '{"format": 1, "answers": ["13AB1234626", "Jane Doe"]}', '2026-03-02 09:00:00+00');
INSERT INTO public.record VALUES ('FCCC-2222', 1, 'draft-2', 'post_charge', '13AB1234526', 'smith', 'guilty_plea', 'F', '2026-11-20', 'asmith', '2026-03-02 09:01:00+00', '{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":"guilty","replaced_by":null,"result":"guilty_plea","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"Smith"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:01:00Z","entered_by":"asmith","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"guilty_plea","outcome_date":null,"outcome_label":"Guilty plea","overrides":[],"poc":{"charge":1,"confidence":"high","confirmed":false,"decided_by":"only","explanation":"The only charge.","letter":"F","name":"Theft And Handling","note":null,"official":false,"other_reading":null,"suggested":"F"},"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-2222","stage":"post_charge","successful":true,"urn":"13AB1234526","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
INSERT INTO public.record VALUES ('FCCC-3333', 1, 'draft-3', 'post_charge', '13AB7777726', 'o''brien', 'guilty_plea', 'F', '2026-11-20', 'bjones', '2026-03-02 09:02:00+00', '{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":"guilty","replaced_by":null,"result":"guilty_plea","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"O\u2019Brien"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:02:00Z","entered_by":"bjones","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"guilty_plea","outcome_date":null,"outcome_label":"Guilty plea","overrides":[{"reason":"The court sat late.","rule":"72"}],"poc":{"charge":1,"confidence":"high","confirmed":false,"decided_by":"only","explanation":"The only charge.","letter":"F","name":"Theft And Handling","note":null,"official":false,"other_reading":null,"suggested":"F"},"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-3333","stage":"post_charge","successful":true,"urn":"13AB7777726","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
INSERT INTO public.record VALUES ('FCCC-4444', 1, 'draft-4', 'post_charge', '13AB8888826', 'smith', 'deceased', NULL, '2026-11-20', 'bjones', '2026-03-02 09:03:00+00', '{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":null,"replaced_by":null,"result":"deceased","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"Smith"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:03:00Z","entered_by":"bjones","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"deceased","outcome_date":"2026-11-02","outcome_label":"Defendant deceased","overrides":[],"poc":null,"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-4444","stage":"post_charge","successful":false,"urn":"13AB8888826","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
SELECT pg_catalog.setval('public.choice_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.choice
    ADD CONSTRAINT pk_choice PRIMARY KEY (id);
ALTER TABLE ONLY public.choice_by
    ADD CONSTRAINT pk_choice_by PRIMARY KEY (choice_id, person);
ALTER TABLE ONLY public.draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (id);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT pk_record PRIMARY KEY (reference, version);
ALTER TABLE ONLY public.choice
    ADD CONSTRAINT uq_choice_said UNIQUE (said, code);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT uq_record_draft_id UNIQUE (draft_id);
CREATE INDEX ix_draft_changed_at ON public.draft USING btree (changed_at);
CREATE INDEX ix_record_entered_at ON public.record USING btree (entered_at);
CREATE INDEX ix_record_final_hearing ON public.record USING btree (final_hearing);
CREATE INDEX ix_record_outcome ON public.record USING btree (outcome);
CREATE INDEX ix_record_poc ON public.record USING btree (poc);
CREATE INDEX ix_record_surname_folded ON public.record USING btree (surname_folded);
CREATE INDEX ix_record_urn ON public.record USING btree (urn);
ALTER TABLE ONLY public.choice_by
    ADD CONSTRAINT fk_choice_by_choice_id_choice FOREIGN KEY (choice_id) REFERENCES public.choice(id);

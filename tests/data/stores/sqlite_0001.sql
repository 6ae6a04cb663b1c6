PRAGMA application_id = 1179209281;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE draft (
	id VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	data JSON NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id)
);
INSERT INTO "draft" VALUES('draft-1','13AB1234626 Jane Doe','The plea','{"format": 1, "answers": ["13AB1234626", "Jane Doe"]}','2026-03-02 09:00:00.000000');
CREATE TABLE record (
	reference VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	draft_id VARCHAR NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	urn VARCHAR NOT NULL, 
	surname_folded VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	poc VARCHAR, 
	final_hearing DATE, 
	entered_by VARCHAR NOT NULL, 
	entered_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_record PRIMARY KEY (reference, version), 
	CONSTRAINT uq_record_draft_id UNIQUE (draft_id)
);
INSERT INTO "record" VALUES('FCCC-2222',1,'draft-2','post_charge','13AB1234526','smith','guilty_plea','F','2026-11-20','asmith','2026-03-02 09:01:00.000000','{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":"guilty","replaced_by":null,"result":"guilty_plea","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"Smith"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:01:00Z","entered_by":"asmith","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"guilty_plea","outcome_date":null,"outcome_label":"Guilty plea","overrides":[],"poc":{"charge":1,"confidence":"high","confirmed":false,"decided_by":"only","explanation":"The only charge.","letter":"F","name":"Theft And Handling","note":null,"official":false,"other_reading":null,"suggested":"F"},"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-2222","stage":"post_charge","successful":true,"urn":"13AB1234526","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
INSERT INTO "record" VALUES('FCCC-3333',1,'draft-3','post_charge','13AB7777726','o''brien','guilty_plea','F','2026-11-20','bjones','2026-03-02 09:02:00.000000','{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":"guilty","replaced_by":null,"result":"guilty_plea","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"O\u2019Brien"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:02:00Z","entered_by":"bjones","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"guilty_plea","outcome_date":null,"outcome_label":"Guilty plea","overrides":[{"reason":"The court sat late.","rule":"72"}],"poc":{"charge":1,"confidence":"high","confirmed":false,"decided_by":"only","explanation":"The only charge.","letter":"F","name":"Theft And Handling","note":null,"official":false,"other_reading":null,"suggested":"F"},"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-3333","stage":"post_charge","successful":true,"urn":"13AB7777726","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
INSERT INTO "record" VALUES('FCCC-4444',1,'draft-4','post_charge','13AB8888826','smith','deceased',NULL,'2026-11-20','bjones','2026-03-02 09:03:00.000000','{"charges":[{"code":"TH68010","left_on":null,"live":true,"number":1,"offence_date":"2026-08-03","offence_date_to":null,"plea":null,"replaced_by":null,"result":"deceased","sentence":null,"suggested":null,"title":"Theft from a shop","typed":"","verdict":null}],"court":{"code":"B13HT00","name":"Leeds Magistrates'' Court","type":"magistrates"},"defendant":{"date_of_birth":null,"forenames":"John","kind":"person","organisation":null,"surname":"Smith"},"disclosure_was_key":null,"entered_at":"2026-03-02T09:03:00Z","entered_by":"bjones","final_hearing":"2026-11-20","finalised_on":"2026-11-23","flags":[],"hearing_record_sheet":"in_hand","note":null,"outcome":"deceased","outcome_date":"2026-11-02","outcome_label":"Defendant deceased","overrides":[],"poc":null,"reason":null,"reason_label":null,"reason_note":null,"reference":"FCCC-4444","stage":"post_charge","successful":false,"urn":"13AB8888826","version":1,"versions":{"catalogue":"2.0.414","finalise":"0.1.0","poc_table":"1","rules":"1"},"victim":null}');
CREATE INDEX ix_draft_changed_at ON draft (changed_at);
CREATE INDEX ix_record_urn ON record (urn);
CREATE INDEX ix_record_surname_folded ON record (surname_folded);
CREATE INDEX ix_record_outcome ON record (outcome);
CREATE INDEX ix_record_poc ON record (poc);
CREATE INDEX ix_record_final_hearing ON record (final_hearing);
CREATE INDEX ix_record_entered_at ON record (entered_at);
CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'Records are only added to, never changed or deleted.'); END;
CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'Records are only added to, never changed or deleted.'); END;
CREATE TRIGGER record_no_replace BEFORE INSERT ON record WHEN EXISTS (
        SELECT 1 FROM record WHERE (reference = NEW.reference AND version = NEW.version)
        OR draft_id = NEW.draft_id OR rowid = NEW.rowid
    ) BEGIN SELECT RAISE(ABORT, 'Records are only added to, never changed or deleted.'); END;
COMMIT;

/** Applications of persons about their attendance, kinds of leave, and the working hours of departments. */
export const attendanceTables = [
  `CREATE TABLE leave_type (
    leave_type_no text NOT NULL, leave_type_name text NOT NULL,
    CONSTRAINT "PK_797e6f21959a2d6eb64c5ab168d" PRIMARY KEY (leave_type_no),
    CONSTRAINT "UQ_4b9ffcfcb97a48a4ed1c05a1ba8" UNIQUE (leave_type_name)
  )`,

  `CREATE TABLE att_application (
    id varchar(32) NOT NULL, kind text NOT NULL, person_id varchar(64) NOT NULL, start_time text NOT NULL,
    end_time text, leave_type_no text, remark text NOT NULL DEFAULT '', leave_image_path text NOT NULL DEFAULT '',
    image_name varchar(32), name text NOT NULL, last_name text NOT NULL, dept_code text NOT NULL,
    dept_name text NOT NULL, state text NOT NULL, decided_by text, decided_at timestamptz,
    comment text NOT NULL DEFAULT '', created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "PK_0d471c47a9ae232043bb250260a" PRIMARY KEY (id),
    CONSTRAINT "FK_ae894b59e204f0dbb7812587c34" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT "FK_e8a24572b69a241c64041d93226" FOREIGN KEY (leave_type_no) REFERENCES leave_type (leave_type_no)
  )`,
  `CREATE INDEX "IDX_42d12c4e198acb93a3b9b8a4e1" ON att_application (image_name)`,
  `CREATE INDEX "IDX_5462c990bdf3e205eaf9f3d1f5" ON att_application (start_time, id) WHERE kind = 'sign' AND state = 'approved'`,
  `CREATE INDEX "IDX_ae894b59e204f0dbb7812587c3" ON att_application (person_id)`,
  `CREATE INDEX "IDX_e8a24572b69a241c64041d9322" ON att_application (leave_type_no)`,

  `CREATE TABLE leave_image (
    name varchar(32) NOT NULL, day text NOT NULL, image bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_81cade41e9d10771204cd9f2405" PRIMARY KEY (name)
  )`,

  `CREATE TABLE shift (
    id varchar(64) NOT NULL, name text NOT NULL, department_id varchar(64) NOT NULL, periods jsonb NOT NULL,
    breaks jsonb NOT NULL DEFAULT '[]', works_holidays boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_53071a6485a1e9dc75ec3db54b9" PRIMARY KEY (id),
    CONSTRAINT "REL_a587227dfd7f665985e63cb97f" UNIQUE (department_id),
    CONSTRAINT "FK_a587227dfd7f665985e63cb97f2" FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
  )`,
];

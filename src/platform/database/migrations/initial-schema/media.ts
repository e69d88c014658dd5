/** Media for screens, and how far they are on each screen. */
export const mediaTables = [
  `CREATE TABLE media (
    id varchar(32) NOT NULL, name text NOT NULL, type int NOT NULL, suffix text NOT NULL,
    content_type text NOT NULL, size bigint NOT NULL, file_id varchar(32) NOT NULL, path_name text NOT NULL,
    side text NOT NULL DEFAULT 'both', area int NOT NULL DEFAULT 1, range int NOT NULL DEFAULT 100,
    interval int NOT NULL DEFAULT 5, devices text[], created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_f4e0fcac36e050de337b670d8bd" PRIMARY KEY (id),
    CONSTRAINT "UQ_f1b98d1364e5827014e3a9b91da" UNIQUE (path_name),
    CONSTRAINT "UQ_f603fc24759b12726df73c1ad46" UNIQUE (name),
    CONSTRAINT "FK_cac82b29eea888470cc40043b76" FOREIGN KEY (file_id) REFERENCES stored_file (id)
  )`,

  `CREATE TABLE media_push (
    media_id varchar(32) NOT NULL, sn text NOT NULL, side text NOT NULL, version text NOT NULL,
    status text NOT NULL DEFAULT 'waiting', command_id int, return_code int, failures int NOT NULL DEFAULT 0,
    retry_at timestamptz, updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_3e0aba4b0ed170a301bb32f825b" PRIMARY KEY (media_id, sn, side),
    CONSTRAINT "FK_a3ee1ca69aefe54333bcf1587a9" FOREIGN KEY (sn) REFERENCES device (sn) ON DELETE CASCADE,
    CONSTRAINT "FK_a8f90e7fde34a3a5132358895d7" FOREIGN KEY (media_id) REFERENCES media (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_237614a8435c8a46b0786d9cbe" ON media_push (command_id)`,
  `CREATE INDEX "IDX_5126989e667b51e113cfd0056e" ON media_push (status)`,
];

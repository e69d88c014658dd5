import { Client } from 'pg';
import { emptyDatabase, type TestDatabase } from '../../support/database.js';

/** The tables and columns of the old server's database that are read. `pers_person` lacks `is_sendmail`. */
const tables: Readonly<Record<string, readonly string[]>> = {
  auth_area: ['code varchar(30)', 'name varchar(100)', 'parent_id varchar(50)'],
  auth_department: ['code varchar(30)', 'name varchar(100)', 'sort integer', 'parent_id varchar(50)'],
  acc_timeseg: [
    'name varchar(30)',
    'business_id bigint',
    ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
      .concat('holidaytype1', 'holidaytype2', 'holidaytype3')
      .flatMap((day) => [1, 2, 3].flatMap((n) => [`${day}_start${n} varchar(20)`, `${day}_end${n} varchar(20)`])),
  ],
  acc_holiday: [
    'name varchar(30)',
    'start_date date',
    'end_date date',
    'holiday_type smallint',
    'is_loop_by_year boolean',
  ],
  acc_device: ['sn varchar(30)', 'dev_alias varchar(100)'],
  acc_door: [
    ...['name varchar(100)', 'dev_id varchar(50)', 'door_no smallint', 'lock_delay smallint', 'sensor_delay smallint'],
    ...['action_interval smallint', 'active_timeseg_id varchar(255)', 'passmode_timeseg_id varchar(255)'],
  ],
  acc_reader: ['name varchar(100)', 'door_id varchar(50)', 'reader_no smallint', 'reader_state smallint'],
  acc_level: ['name varchar(100)', 'timeseg_id varchar(255)'],
  acc_level_door: ['level_id varchar(50)', 'door_id varchar(50)'],
  acc_level_dept: ['level_id varchar(50)', 'dept_id varchar(255)'],
  acc_interlock: ['interlock_rule smallint', 'dev_id varchar(50)'],
  pers_person: [
    ...[
      'pin varchar(30)',
      'name varchar(50)',
      'last_name varchar(50)',
      'auth_dept_id varchar(50)',
      'gender varchar(1)',
    ],
    ...['birthday date', 'email varchar(250)', 'mobile_phone varchar(250)', 'ssn varchar(20)', 'car_plate varchar(20)'],
    ...['hire_date date', 'person_pwd varchar(250)'],
  ],
  acc_person: [
    ...['pers_person_id varchar(255)', 'disabled boolean', 'privilege smallint', 'super_auth smallint'],
    ...['is_set_valid_time boolean', 'start_time timestamp', 'end_time timestamp'],
  ],
  acc_level_person: ['pers_person_id varchar(255)', 'level_id varchar(50)'],
  pers_card: ['person_id varchar(50)', 'card_no varchar(250)', 'card_type smallint', 'card_state smallint'],
  pers_certificate: ['person_id varchar(50)', 'cert_number varchar(250)', 'cert_type varchar(20)'],
  pers_biotemplate: [
    ...['person_pin varchar(50)', 'bio_type smallint', 'template text', 'template_no smallint', 'duress boolean'],
    ...['template_no_index smallint', 'valid_type smallint', 'version varchar(20)'],
  ],
  auth_api_token: ['client_name varchar(50)', 'client_token varchar(255)'],
};

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** The database of an old server with tables as they are named there. */
export class WrittenDatabase {
  private constructor(
    private readonly database: TestDatabase,
    private readonly client: Client,
  ) {}

  static async start(): Promise<WrittenDatabase> {
    const database = await emptyDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const [table, columns] of Object.entries(tables)) {
      await client.query(`CREATE TABLE ${table} (id varchar(50) PRIMARY KEY, ${columns.join(', ')})`);
    }
    return new WrittenDatabase(database, client);
  }

  get url(): string {
    return this.database.url;
  }

  async add(table: string, ...rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map((_, place) => `$${place + 1}`).join(', ');
      await this.client.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(row));
    }
  }

  async sql(statement: string): Promise<void> {
    await this.client.query(statement);
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.database.drop();
  }
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Department } from '../department/department.entity.js';

/** Wall clock times are text, `yyyy-MM-dd HH:mm:ss`, without a zone: each device uses its own zone. */
@Entity()
// An index on an expression, which TypeORM cannot declare (src/platform/database/schema/parking.sql.ts).
@Index('person_by_plate', { synchronize: false })
// Likewise with a collation.
@Index('person_by_name', { synchronize: false })
@Index('person_by_last_name', { synchronize: false })
@Check('person_department', 'is_visitor = (department_id IS NULL)')
export class Person {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) pin!: string;
  @Column('text', { default: '' }) name!: string;
  @Column('text', { default: '' }) lastName!: string;
  /** Null for a visitor. */
  @Index() @Column('varchar', { length: 64, nullable: true }) departmentId!: string | null;
  @ManyToOne(() => Department) @JoinColumn({ name: 'department_id' }) department!: Relation<Department> | null;
  /** For devices a visitor is a person like any other; calls about people ignore visitors. */
  @Column('boolean', { default: false }) isVisitor!: boolean;
  /** M, F or empty. */
  @Column('text', { default: '' }) gender!: string;
  @Column('text', { nullable: true }) birthday!: string | null;
  @Column('text', { default: '' }) certType!: string;
  @Column('text', { default: '' }) certNumber!: string;
  @Column('text', { default: '' }) email!: string;
  @Column('text', { default: '' }) mobilePhone!: string;
  @Column('text', { nullable: true }) hireDate!: string | null;
  @Column('text', { nullable: true }) ssn!: string | null;
  @Column('text', { nullable: true }) carPlate!: string | null;
  @Column('boolean', { default: false }) isDisabled!: boolean;
  @Column('boolean', { default: false }) isSendMail!: boolean;
  /** Password at the device's keypad, sealed; null = none. */
  @Column('bytea', { nullable: true }) personPwd!: Buffer | null;
  /** Keyed hash of the keypad password: it shows without decryption that a password is in use already (-26). */
  @Index() @Column('text', { nullable: true }) personPwdHash!: string | null;
  @Column('text', { nullable: true }) accStartTime!: string | null;
  @Column('text', { nullable: true }) accEndTime!: string | null;
  /** Privilege on terminals: 0 user, 14 administrator (Access PUSH 9.1.1). */
  @Column('int', { default: 0 }) privilege!: number;
  /** Needs the door for longer (extuser, Access PUSH 9.1.1). */
  @Column('boolean', { default: false }) extendedPass!: boolean;
  /** A visitor, whom some panels delete by themselves at the end of the day (extuser). */
  @Column('boolean', { default: false }) temporary!: boolean;
  /** A verification mode of the person's own (appendix 3); null = the door's. */
  @Column('int', { nullable: true }) verifyMode!: number | null;
  /** First day on which the person no longer belongs to the site, `yyyy-MM-dd`. */
  @Column('text', { nullable: true }) leaveDate!: string | null;
  @Column('text', { nullable: true }) leaveType!: string | null;
  /** The photo as JPEG, sealed. */
  @Column('bytea', { nullable: true, select: false }) photo!: Buffer | null;
  /** Name of the photo's path: 128 random bits, which are its authorisation (docs/rules.md 5). */
  @Column('text', { nullable: true }) photoName!: string | null;
  /** When the photo was set: devices compare with the newer of photo and comparison photo. */
  @Column('timestamptz', { nullable: true }) photoAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

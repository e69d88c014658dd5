import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Area } from '../area/area.entity.js';
import { Person } from '../person/person.entity.js';

/** Modules whose terminals know people by area, not by access level. */
export type AreaModule = 'att' | 'ins';

export const areaModules: ReadonlySet<string> = new Set<AreaModule>(['att', 'ins']);

/** A category on FaceKiosk devices: the person is known there, and not let in. */
export const blacklisted = 2;

/** The people whom the terminals of one business in one area know. */
@Entity()
export class AreaPerson {
  @PrimaryColumn('text') areaCode!: string;
  @PrimaryColumn('text') module!: AreaModule;
  @PrimaryColumn('varchar', { length: 64 }) @Index() personId!: string;
  @ManyToOne(() => Area) @JoinColumn({ name: 'area_code', referencedColumnName: 'code' }) area!: Relation<Area>;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
}

/** Settings of a person on the terminals of one module, in every area; null = the person's general setting. */
@Entity()
export class ModulePerson {
  @PrimaryColumn('varchar', { length: 64 }) personId!: string;
  @PrimaryColumn('text') module!: AreaModule;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  /** Role at the terminal: 0 user, 2 registrar, 6 administrator, 14 super administrator. */
  @Column('int', { nullable: true }) privilege!: number | null;
  /** How the person verifies (appendix 3). */
  @Column('int', { nullable: true }) verifyMode!: number | null;
  /** Whether the person's working time is recorded (att). */
  @Column('boolean', { nullable: true }) isAttendance!: boolean | null;
  /** 0 ordinary, 1 VIP, 2 blacklisted (ins): see blacklisted. */
  @Column('int', { nullable: true }) category!: number | null;
}

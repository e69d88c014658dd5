import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';
import { Door } from '../door/door.entity.js';
import { Person } from '../person/person.entity.js';
import { TimeZone } from '../timeZone/time-zone.entity.js';

/**
 * An access rule of any kind: first card, linkage, Wiegand format ... Its references have columns and tables of their
 * own, so that nothing a rule needs can be deleted while it exists; the rest is `facts`, in the shape that its kind
 * declares.
 */
@Entity()
export class AccessRule {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Index() @Column('text') kind!: string;
  /** Its number on the devices, if its kind has one. */
  @Column('int', { nullable: true }) number!: number | null;
  /** The one device that it is about, or whose door or reader it is about. */
  @Index() @Column('text', { nullable: true }) deviceSn!: string | null;
  @ManyToOne(() => Device, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'device_sn' })
  device!: Relation<Device> | null;
  /** It is about all devices, including future ones. */
  @Column('boolean', { default: false }) everywhere!: boolean;
  @Index() @Column('int', { nullable: true }) timeZoneId!: number | null;
  @ManyToOne(() => TimeZone, { nullable: true })
  @JoinColumn({ name: 'time_zone_id' })
  timeZone!: Relation<TimeZone> | null;
  @Column('jsonb') facts!: Record<string, unknown>;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** Devices that a rule names one by one. */
@Entity()
export class AccessRuleDevice {
  @PrimaryColumn('varchar', { length: 64 }) ruleId!: string;
  @PrimaryColumn('text') @Index() deviceSn!: string;
  @ManyToOne(() => AccessRule, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'rule_id' }) rule!: Relation<AccessRule>;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'device_sn' }) device!: Relation<Device>;
}

@Entity()
export class AccessRuleDoor {
  @PrimaryColumn('varchar', { length: 64 }) ruleId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() doorId!: string;
  @ManyToOne(() => AccessRule, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'rule_id' }) rule!: Relation<AccessRule>;
  @ManyToOne(() => Door, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'door_id' }) door!: Relation<Door>;
}

/** Persons of a rule; a deleted person is removed from it. */
@Entity()
export class AccessRulePerson {
  @PrimaryColumn('varchar', { length: 64 }) ruleId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() personId!: string;
  @ManyToOne(() => AccessRule, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'rule_id' }) rule!: Relation<AccessRule>;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
}

/** A rule that another one needs: the schedule of a door's verification, the group of a multi-card rule. */
@Entity()
export class AccessRuleUse {
  @PrimaryColumn('varchar', { length: 64 }) ruleId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() usedId!: string;
  @ManyToOne(() => AccessRule, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'rule_id' }) rule!: Relation<AccessRule>;
  @ManyToOne(() => AccessRule) @JoinColumn({ name: 'used_id' }) used!: Relation<AccessRule>;
}

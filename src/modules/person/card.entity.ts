import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from './person.entity.js';

/** A card belongs to one person. Numbers are unsigned integers as decimal text without leading zeros (docs/rules.md 3). */
@Entity()
export class Card {
  @PrimaryColumn('text') cardNo!: string;
  @Index() @Column('varchar', { length: 64 }) personId!: string;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  /** 0 the main card, 1 another one. */
  @Column('int', { default: 0 }) cardType!: number;
  /** Place among the person's cards, from 0. */
  @Column('int', { default: 0 }) position!: number;
  @Column('boolean', { default: false }) lost!: boolean;
}

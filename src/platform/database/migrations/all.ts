import { InitialSchema1795305620000 } from './1795305620000-initial-schema.js';
import { QuarantineRetry1795305621000 } from './1795305621000-quarantine-retry.js';
import { FeedDoorStates1795305622000 } from './1795305622000-feed-door-states.js';
import { LedgerColumns1795305623000 } from './1795305623000-ledger-columns.js';
import { QuarantineByTime1795305631000 } from './1795305631000-quarantine-by-time.js';
import { UnknownHoldings1795305632000 } from './1795305632000-unknown-holdings.js';
import { TokenSwitches1795305640000 } from './1795305640000-token-switches.js';
import { Surveys1795305645000 } from './1795305645000-surveys.js';
import { SyncBySets1795305647000 } from './1795305647000-sync-by-sets.js';
import { Retirements1795305648000 } from './1795305648000-retirements.js';
import { ImportSource1795305650000 } from './1795305650000-import-source.js';
import { LargerCommands1795305651000 } from './1795305651000-larger-commands.js';
import { TakeOvers1795305652000 } from './1795305652000-take-overs.js';
import { LedgerCards1795305653000 } from './1795305653000-ledger-cards.js';
import { DeletedPersons1795305654000 } from './1795305654000-deleted-persons.js';
import { UserScopes1795305656000 } from './1795305656000-user-scopes.js';
import { SurveySlices1795305657000 } from './1795305657000-survey-slices.js';
import { LedgerMarks1795305658000 } from './1795305658000-ledger-marks.js';
import { Operators1795305660000 } from './1795305660000-operators.js';
import { NaturalOrder1795305661000 } from './1795305661000-natural-order.js';
import { EventExceptions1795305662000 } from './1795305662000-event-exceptions.js';
import { PeopleByName1795305664000 } from './1795305664000-people-by-name.js';
import { DoorStateLog1795305665000 } from './1795305665000-door-state-log.js';
import { FeedWaiting1795305666000 } from './1795305666000-feed-waiting.js';
import { Alarms1795305667000 } from './1795305667000-alarms.js';
import { SavedViews1795305668000 } from './1795305668000-saved-views.js';
import { HeldSince1795305669000 } from './1795305669000-held-since.js';
import { Musters1795305671000 } from './1795305671000-musters.js';
import { Plans1795305672000 } from './1795305672000-plans.js';
import { SetupDone1795305674000 } from './1795305674000-setup-done.js';
import { EventHours1795305675000 } from './1795305675000-event-hours.js';
import { RowVersions1795305676000 } from './1795305676000-row-versions.js';
import { WireLines1795305678000 } from './1795305678000-wire-lines.js';
import { OperatorAddresses1795305679000 } from './1795305679000-operator-addresses.js';
import { FeedPending1795305680000 } from './1795305680000-feed-pending.js';
import { FeedBound1795305681000 } from './1795305681000-feed-bound.js';
import { FeedPartitions1795305682000 } from './1795305682000-feed-partitions.js';
import { Webhooks1795305690000 } from './1795305690000-webhooks.js';
import { FeedReaders1795305693000 } from './1795305693000-feed-readers.js';
import { Mqtt1795305695000 } from './1795305695000-mqtt.js';
import { OutputCommands1795305700000 } from './1795305700000-output-commands.js';
import { PersonImports1795305700100 } from './1795305700100-person-imports.js';
import { Backups1795305711000 } from './1795305711000-backups.js';
import { Retention1795305712000 } from './1795305712000-retention.js';
import { Gateways1795305714000 } from './1795305714000-gateways.js';
import { DeviceSeen1795305715000 } from './1795305715000-device-seen.js';
import { ParkingBilling1795305720000 } from './1795305720000-parking-billing.js';
import { ParkingSite1795305722000 } from './1795305722000-parking-site.js';
import { Spaces1795305730000 } from './1795305730000-spaces.js';
import { Cameras1795305734000 } from './1795305734000-cameras.js';
import { Consumption1795305737000 } from './1795305737000-consumption.js';
import { Intrusion1795305738000 } from './1795305738000-intrusion.js';
import { RowsByAge1795305740000 } from './1795305740000-rows-by-age.js';
import { GivingHeld1795305743000 } from './1795305743000-giving-held.js';
import { PlateRule1795305751000 } from './1795305751000-plate-rule.js';

/** In the order of their numbers, which TypeORM uses; a released migration is never edited. */
export const migrations = [
  InitialSchema1795305620000,
  QuarantineRetry1795305621000,
  FeedDoorStates1795305622000,
  LedgerColumns1795305623000,
  QuarantineByTime1795305631000,
  UnknownHoldings1795305632000,
  TokenSwitches1795305640000,
  Surveys1795305645000,
  SyncBySets1795305647000,
  Retirements1795305648000,
  ImportSource1795305650000,
  LargerCommands1795305651000,
  TakeOvers1795305652000,
  LedgerCards1795305653000,
  DeletedPersons1795305654000,
  UserScopes1795305656000,
  SurveySlices1795305657000,
  LedgerMarks1795305658000,
  Operators1795305660000,
  NaturalOrder1795305661000,
  EventExceptions1795305662000,
  PeopleByName1795305664000,
  DoorStateLog1795305665000,
  FeedWaiting1795305666000,
  Alarms1795305667000,
  SavedViews1795305668000,
  HeldSince1795305669000,
  Musters1795305671000,
  Plans1795305672000,
  SetupDone1795305674000,
  EventHours1795305675000,
  RowVersions1795305676000,
  WireLines1795305678000,
  OperatorAddresses1795305679000,
  FeedPending1795305680000,
  FeedBound1795305681000,
  FeedPartitions1795305682000,
  Webhooks1795305690000,
  FeedReaders1795305693000,
  Mqtt1795305695000,
  OutputCommands1795305700000,
  PersonImports1795305700100,
  Backups1795305711000,
  Retention1795305712000,
  Gateways1795305714000,
  DeviceSeen1795305715000,
  ParkingBilling1795305720000,
  ParkingSite1795305722000,
  Spaces1795305730000,
  Cameras1795305734000,
  Consumption1795305737000,
  Intrusion1795305738000,
  RowsByAge1795305740000,
  GivingHeld1795305743000,
  PlateRule1795305751000,
];

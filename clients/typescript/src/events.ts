// Made from the declarations of messages by `npm run openapi`; not edited by hand.

export interface EventData {
  /** Id of the event, as lists have it */
  readonly id: string;
  /** The device's wall clock as sent: yyyy-MM-dd HH:mm:ss */
  readonly eventTime: string;
  /** The instant, by the device's time zone */
  readonly happenedAt: string;
  /** When the gateway received it */
  readonly receivedAt: string;
  /** The clock of the device is wrong: the time is in the future, or long ago */
  readonly clockDoubtful: boolean;
  /** It was received more than an hour after it happened */
  readonly late: boolean;
  /** Kind of device: acc, att, ele, psg, ins */
  readonly module: string;
  /** Serial number of the device */
  readonly sn: string;
  /** Its name at the time */
  readonly devName: string;
  /** Number by the device; -1 where it has none */
  readonly logId: number;
  /** Event code */
  readonly eventNo: number;
  /** Its name */
  readonly eventName: string;
  /** 0 normal, 1 warning, 2 alarm */
  readonly eventLevel: 0 | 1 | 2;
  /** What became of it */
  readonly outcome: "granted" | "refused" | "alarm" | "other";
  /** Person, empty where there is none */
  readonly pin: string;
  /** First name at the time; only at the privacy levels names and photos */
  readonly name?: string;
  /** Last name at the time; only at the privacy levels names and photos */
  readonly lastName?: string;
  /** Code of the department at the time */
  readonly deptCode: string;
  /** Its name at the time; only at the privacy levels names and photos */
  readonly deptName?: string;
  /** Name of the area at the time */
  readonly areaName: string;
  /** Card, empty where there is none; without `cards` only its last four digits: ***6789 */
  readonly cardNo: string;
  /** How it was verified, as the device says */
  readonly verifyType: string;
  /** The same in words */
  readonly verifyModeName: string;
  /** What pointNo counts: door, reader, auxIn, auxOut, device, floor, none */
  readonly pointType: string;
  /** Number of the door, reader, input, output or floor on its device */
  readonly pointNo: number;
  /** Its name at the time */
  readonly pointName: string;
  /** Door, null where there is none */
  readonly doorId: string | null;
  /** Its name at the time */
  readonly doorName: string;
  /** Name of the reader at the time */
  readonly readerName: string;
  /** 0 in, 1 out, others as sent */
  readonly inOut: number | null;
  /** Zones that the reader led into, else out of */
  readonly accZone: string | null;
  /** Mask, as the device says */
  readonly maskFlag: string;
  /** Temperature, as the device says */
  readonly temperature: string;
  /** Why a visitor was not let in, where the visit has not begun or is over */
  readonly detail?: string;
  /** Addresses of pictures, good for 24 hours; only at the privacy level photos */
  readonly photos?: readonly string[];
}

export interface DoorStateData {
  /** Serial number of the device */
  readonly sn: string;
  /** The door */
  readonly doorId: string;
  /** Its sensor: off is closed */
  readonly sensor: "unknown" | "no sensor" | "off" | "open";
  /** Its lock relay */
  readonly relay: "unknown" | "off" | "open";
  /** Its alarm, as in allDoorState of the API of CVSecurity */
  readonly alarm: string;
  /** Lock-down; unknown where an order was not answered */
  readonly lockDown: "none" | "locked" | "unknown";
}

export interface DeviceOnlineData {
  /** Serial number of the device */
  readonly sn: string;
}

export interface DeviceOfflineData {
  /** Serial number of the device */
  readonly sn: string;
}

export interface DeviceUnknownData {
  /** Serial number of the device */
  readonly sn: string;
}

export interface CommandEndedData {
  /** The number of the command on the wire */
  readonly id: number;
  /** Serial number of the device */
  readonly sn: string;
  /** What it was, such as openDoor */
  readonly type: string;
  /** done, failed, unanswered, expired or cancelled */
  readonly status: string;
  /** The device's answer; null without one */
  readonly returnCode: number | null;
}

export interface SyncFailedData {
  /** Serial number of the device */
  readonly sn: string;
  /** Rows that failed with one answer */
  readonly failed: number;
}

export interface IdentificationAnsweredData {
  /** Its number in the list of identifications */
  readonly id: number;
  /** Serial number of the device */
  readonly sn: string;
  /** The person */
  readonly pin: string;
  /** The door */
  readonly doorId: string | null;
  /** The answer */
  readonly result: "SUCCESS" | "FAILED" | "TIMEOUT";
  /** Why */
  readonly reason: string;
}

export interface PersonCreatedData {
  /** The person */
  readonly pin: string;
  /** Names of the fields that changed */
  readonly fields?: readonly string[];
}

export interface PersonUpdatedData {
  /** The person */
  readonly pin: string;
  /** Names of the fields that changed */
  readonly fields?: readonly string[];
}

export interface PersonDeletedData {
  /** The person */
  readonly pin: string;
  /** Names of the fields that changed */
  readonly fields?: readonly string[];
}

export interface VisitStartedData {
  /** The visit */
  readonly visitId: string;
  /** The visitor */
  readonly pin: string | null;
}

export interface VisitEndedData {
  /** The visit */
  readonly visitId: string;
  /** The visitor */
  readonly pin: string | null;
}

export interface ParkingRecordedData {
  /** The record */
  readonly recordId: string;
  /** in or out */
  readonly direction: "in" | "out" | null;
  /** The lane */
  readonly channelId: string | null;
  /** The person of the car, empty where it is not known */
  readonly pin: string;
}

export interface CameraAlarmData {
  /** The camera */
  readonly cameraId: string;
  /** Its name */
  readonly camera: string;
  /** Number of its channel */
  readonly channel: number;
  /** Its recorder */
  readonly recorderId: string;
  /** The door that it sees; null where none is linked */
  readonly doorId: string | null;
  /** What it is, as the camera calls it */
  readonly code: string;
  /** begin, or end when the cause is over */
  readonly state: "begin" | "end";
  /** What the camera says of it */
  readonly text: string;
  /** When it happened */
  readonly at: string;
}

export interface IntrusionEventData {
  /** The event in the list of intrusion events */
  readonly intrusionEventId: string;
  /** The panel; null for an auxiliary input */
  readonly panelId: string | null;
  /** Name of the panel, or of the device of the input */
  readonly panelName: string;
  /** Contact ID; the code of the panel where none has its meaning */
  readonly code: string;
  /** What it is about: burglary, panic, fire, arming ... */
  readonly category: string;
  /** What it does */
  readonly does: "alarm" | "trouble" | "restore" | "opening" | "closing" | "bypass" | "unbypass" | "test" | "other";
  /** The same in words */
  readonly name: string;
  /** Number of the partition; 0 = the panel */
  readonly partition: number;
  /** Its name */
  readonly partitionName: string;
  /** Number of the zone, or of the user who armed; 0 = none */
  readonly point: number;
  /** Name of the zone */
  readonly pointName: string;
}

export interface SpaceReservationReminderData {
  /** The reservation */
  readonly reservationId: string;
  /** The room */
  readonly spaceId: string;
  /** Name of the room */
  readonly spaceName: string;
  /** Its beginning */
  readonly startTime: string;
  /** Its end */
  readonly endTime: string;
  /** How many minutes before its beginning people were to be reminded */
  readonly remindMinutes: number;
  /** Who has reserved it, empty where they are gone */
  readonly applicantPin: string;
  /** Who takes part */
  readonly pins: readonly string[];
}

export interface WebhookDisabledData {
  /** The webhook */
  readonly webhookId: string;
  /** Why */
  readonly reason: string;
}

export interface FeedGapData {
  /** The last position before the gap */
  readonly from: string;
  /** The first position after it */
  readonly to: string;
  /** Why */
  readonly reason: string | null;
}

export interface PosternTestData {
  /** The webhook that is tested */
  readonly webhookId?: string;
  /** When it was asked for */
  readonly at: string;
}

/** What the data of each type of message are. */
export interface MessageData {
  /** A door was opened without a permission */
  readonly 'door.forced': EventData;
  /** A door is open for too long */
  readonly 'door.held': EventData;
  /** An alarm, such as duress, tampering, fire, a failure of power */
  readonly 'alarm.raised': EventData;
  /** An alarm was cancelled */
  readonly 'alarm.cancelled': EventData;
  /** Somebody punched at a terminal for attendance */
  readonly 'attendance.punched': EventData;
  /** Somebody verified and could pass */
  readonly 'access.granted': EventData;
  /** Somebody wanted to pass and could not: by time, right, validity, anti-passback, interlock, an unknown or wrong credential, a lock, fever or mask */
  readonly 'access.denied': EventData;
  /** A door's sensor says that it is open */
  readonly 'door.opened': EventData;
  /** A door's sensor says that it is closed */
  readonly 'door.closed': EventData;
  /** A lock was opened by a schedule, remotely or by the exit button */
  readonly 'door.unlocked': EventData;
  /** A door was closed or locked remotely */
  readonly 'door.locked': EventData;
  /** Any other event of a door */
  readonly 'door.event': EventData;
  /** Any other event of an auxiliary input */
  readonly 'input.event': EventData;
  /** Any other event of an auxiliary output */
  readonly 'output.event': EventData;
  /** Any other event of a reader */
  readonly 'reader.event': EventData;
  /** Any other event of a floor of an elevator */
  readonly 'floor.event': EventData;
  /** Any other event of a device, or of no place at all */
  readonly 'device.event': EventData;
  /** What is known of a door changed */
  readonly 'door.state': DoorStateData;
  /** A device is heard again */
  readonly 'device.online': DeviceOnlineData;
  /** A device is not heard any more */
  readonly 'device.offline': DeviceOfflineData;
  /** A device that nobody has approved calls for the first time */
  readonly 'device.unknown': DeviceUnknownData;
  /** A command for a device has its end */
  readonly 'command.ended': CommandEndedData;
  /** A device refuses rows that it should hold */
  readonly 'sync.failed': SyncFailedData;
  /** A device asked whether somebody may pass, and was answered */
  readonly 'identification.answered': IdentificationAnsweredData;
  /** A person was added */
  readonly 'person.created': PersonCreatedData;
  /** A person was changed */
  readonly 'person.updated': PersonUpdatedData;
  /** A person was deleted */
  readonly 'person.deleted': PersonDeletedData;
  /** A visitor was registered */
  readonly 'visit.started': VisitStartedData;
  /** A visit is over */
  readonly 'visit.ended': VisitEndedData;
  /** A car passed a lane of a car park */
  readonly 'parking.recorded': ParkingRecordedData;
  /** A camera or a recorder told of an alarm, or of its end */
  readonly 'camera.alarm': CameraAlarmData;
  /** An intrusion panel reports, or an auxiliary input that is named as a point; level 2 is an alarm, 1 a trouble */
  readonly 'intrusion.event': IntrusionEventData;
  /** A reservation of a room begins soon, as early as it was to be told */
  readonly 'space.reservation.reminder': SpaceReservationReminderData;
  /** A webhook has been disabled, because its receiver fails or said that it is gone */
  readonly 'webhook.disabled': WebhookDisabledData;
  /** Messages between two positions are missing: after a restore or a failover, or because they were too old */
  readonly 'feed.gap': FeedGapData;
  /** Sent on request, to see whether messages arrive */
  readonly 'postern.test': PosternTestData;
}

export type MessageType = keyof MessageData;

/** A message: a CloudEvent 1.0, and a payload of Standard Webhooks. */
export interface MessageOf<T extends MessageType> {
  readonly specversion: '1.0';
  /** The same whenever the message is sent again. */
  readonly id: string;
  /** The installation that it comes from. */
  readonly source: string;
  readonly type: T;
  readonly time: string;
  readonly timestamp: string;
  readonly subject?: string;
  /** Digits; it grows, with holes. */
  readonly position: string;
  /** Of webhooks: 1, 2, 3 ... for each endpoint. */
  readonly sequence?: string;
  readonly data: MessageData[T];
}

/** A message of any type: `message.type` tells what is in `message.data`. */
export type Message = { [T in MessageType]: MessageOf<T> }[MessageType];

/** Tables that nothing is deleted from by age, and why that is right. What grows with the years is not among them. */
export const keptTables: Readonly<Record<string, string>> = {
  ...reason('what somebody has set up: as many as there are doors, people and rules', [
    'acc_level acc_level_door acc_level_floor acc_level_gate acc_level_person acc_zone acc_zone_reader access_rule',
    'access_rule_device access_rule_door access_rule_person access_rule_use area area_person aux_input aux_output',
    'api_token camera camera_door consumption_source department department_level door feed_reader floor gate',
    'holiday intrusion_panel intrusion_partition intrusion_point leave_type media module_person operator',
    'parking_area parking_car_type parking_channel parking_discount parking_entrance parking_fixed_vehicle',
    'parking_fixed_vehicle_entrance parking_plate parking_space parking_tariff plan plan_door pull_terminal',
    'reader recorder saved_view setting shift space space_device space_door space_facility space_has_facility',
    'space_service time_zone visitor_block webhook',
  ]),
  ...reason('people, what they carry, and devices: they go when somebody removes them', [
    'person card bio_template device sub_device consumption_account',
  ]),
  ...reason('one row for each device, or for each person on a device: written over', [
    'att_stamp att_zone device_newcomer device_seen device_template device_user door_hold door_state gate_state identity_card ledger',
    'acc_zone_left acc_zone_presence media_push mqtt_topic take_over',
  ]),
  ...reason('work that is waiting: it is deleted when it is done', [
    'change feed_pending punch_account webhook_sender survey_overtaken',
  ]),
  ...reason('counters without people: a few rows for each device and day', [
    'event_count_by_family event_count_by_hour event_count_by_sn',
  ]),
  ...reason('one row for each gateway that runs: one that is silent for long is deleted by the others', ['gateway']),
  ...reason('one row', ['alarm_folded intrusion_folded event_counted event_horizon feed_horizon']),
  ...reason('a row for each upgrade, failover, cut of the log or erasure', [
    'migrations schema_object feed_era audit_checkpoint erased_person',
  ]),
  ...reason('a row for each time that a device is taken over, upgraded or retired', [
    'survey survey_row upgrade retirement',
  ]),
  ...reason('punches, overtime and leave: records of the software that sends them, which takes them back', [
    'att_application',
  ]),
  ...reason('once, from the other server', ['import_source']),
  ...reason('readers who have not called for long are deleted where others call', ['monitor_reader mqtt_order']),
  ...reason('firmware and pictures that somebody uploaded', ['file_chunk']),
};

function reason(why: string, tables: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tables.flatMap((line) => line.split(' ')).map((table) => [table, why]));
}

export interface HelpTerm {
  readonly term: string;
  /** Other words that it is looked up by. */
  readonly words: string;
  readonly meaning: string;
}

/** The words of the window, for whoever meets one for the first time. */
export const HELP_TERMS: readonly HelpTerm[] = [
  {
    term: 'RSRP',
    words: 'reference signal received power level dBm',
    meaning:
      'Reference signal received power: what a receiver with an isotropic antenna gets of one resource element, in dBm. Above −80 dBm is strong; below −120 dBm few phones hold a connection.',
  },
  {
    term: 'Path gain',
    words: 'loss dB attenuation',
    meaning:
      'Received over transmitted power, in dB, antennas included. The map keeps this alone: power, losses and bandwidth are applied when it is shown, so changing them needs no new solve.',
  },
  {
    term: 'SINR',
    words: 'signal to interference and noise ratio quality',
    meaning:
      'Signal over interference plus noise in a cell, in dB: the best server against the other sectors on its carrier and the receiver’s noise.',
  },
  {
    term: 'Throughput',
    words: 'rate Mbit/s Shannon capacity',
    meaning:
      'What one user alone would get from the best server by Shannon, B log₂(1 + SINR) over the bandwidth of its resource blocks. An upper bound: codes, modulation and control channels are not taken off, and other users share it.',
  },
  {
    term: 'Overlap',
    words: 'pilot pollution handover margin interference 6 dB',
    meaning:
      'How many sectors of the server’s carrier arrive no more than 6 dB below it, itself included. Two or three are where users are handed over; pilot pollution is by how many they exceed three, where the server is above −100 dBm.',
  },
  {
    term: 'Best server',
    words: 'serving sector strongest cell',
    meaning: 'The sector whose RSRP is the highest in a cell. Layers of the whole network show that sector there.',
  },
  {
    term: 'Line of sight',
    words: 'los nlos visible',
    meaning:
      'Part of the cell sees the antenna of its best server, at the receiver’s height, with no building between.',
  },
  {
    term: 'Height source',
    words: 'building heights tagged levels class default assumed map import',
    meaning:
      'Where a building’s height comes from: tagged in the map, counted from its levels, the default of its kind (a house, a church), or assumed where nothing is known. Levels behind assumed roofs are no better than the assumption.',
  },
  {
    term: 'Provenance',
    words: 'mechanism direct reflected diffracted transmitted predicted',
    meaning:
      'How the strongest contribution of a cell came there: directly, by reflection, through walls, by diffraction, or as the answer of a learned predictor.',
  },
  {
    term: 'No data',
    words: 'nan coverage hole empty hatched',
    meaning:
      'Nothing was found to arrive in the cell within the settings. It is no level, and is counted apart everywhere; where a metric puts −140 dBm in its place, it says so.',
  },
  {
    term: 'Sweep',
    words: 'engine plan rays beams azimuths',
    meaning:
      'The engine for cities of upright walls. It follows beams in the plan from the antenna through reflections, and treats heights exactly along each. More azimuths make a finer map.',
  },
  {
    term: 'Launch',
    words: 'engine rays mesh triangles any scene standard error',
    meaning:
      'The engine for any mesh: it shoots rays that reflect, pass through, scatter and bend round edges, on the graphics card. It is a draw by lot, so every cell comes with its standard error; more rays make it smaller.',
  },
  {
    term: 'Reference engine',
    words: 'mesh rays launch slow',
    meaning: 'Shoots rays at any mesh in double precision on the processor. Slow: it is there to check the others.',
  },
  {
    term: 'Predictor',
    words: 'model neural network u-net deep learning onnx',
    meaning:
      'A neural network that infers a sector’s map from planes such as building height and obstruction. Those that come along were taught by the sweep in made-up cities; their cards say how well they do.',
  },
  {
    term: 'Expected error',
    words: 'uncertainty spread predictor',
    meaning:
      'The absolute error that a predictor thinks it makes in a cell, in dB. It tells good quarters from bad ones, not good cells from bad ones.',
  },
  {
    term: 'Features',
    words: 'channels input planes',
    meaning:
      'What a predictor sees of a sector, plane by plane: heights, free-space loss, obstruction, line of sight and others.',
  },
  {
    term: 'Azimuth',
    words: 'bearing boresight direction degrees',
    meaning: 'Direction of an antenna’s boresight, clockwise from north, in degrees.',
  },
  {
    term: 'Downtilt',
    words: 'tilt elevation mechanical electrical',
    meaning: 'How far the boresight points below the horizon, in degrees. Negative looks up.',
  },
  {
    term: 'HPBW',
    words: 'half-power beamwidth 3 dB pattern lobe',
    meaning:
      'Half-power beamwidth: the angle between the directions in which an antenna radiates 3 dB less than at its peak.',
  },
  {
    term: 'Antenna pattern',
    words: 'msi tr 38.901 dipole isotropic gain dbi',
    meaning:
      'Gain by direction, in dBi. TR 38.901 is the sector antenna of 3GPP’s channel models; a file in MSI format brings a measured one.',
  },
  {
    term: 'Losses',
    words: 'feeder cable body dB',
    meaning:
      'What is lost between transmitter and antenna and at the receiver, in dB. A calibration may find a negative loss: more power than was listed.',
  },
  {
    term: 'Depth',
    words: 'hops reflections order',
    meaning: 'How many reflections and transmissions a path may have.',
  },
  {
    term: 'Loss budget',
    words: 'path explain steps reflection gain why cell',
    meaning:
      'What each step of a path does to the power on its way, in dB: free space, the antenna, every surface that it meets, every edge that bends it. Click a cell, or press X over it, to see the budgets of its paths.',
  },
  {
    term: 'Fresnel zone',
    words: 'profile clearance direct line ellipse 60 %',
    meaning:
      'The space about the direct line in which ways are at most half a wavelength longer. Where 60 % of its radius is free, a path counts as clear. Draw a profile (Shift+X) to see it.',
  },
  {
    term: 'Diffraction',
    words: 'knife edge utd roof corner',
    meaning: 'Bending over roofs and around corners, which brings some level into shadows.',
  },
  {
    term: 'Material',
    words: 'p.2040 permittivity conductivity concrete glass',
    meaning:
      'What a wall is made of. Relative permittivity and conductivity by frequency come from ITU-R P.2040; a calibration may change them.',
  },
  {
    term: 'Ground-truth map',
    words: 'measured binned median cells',
    meaning:
      'Measurements gathered by cell: the median of the rows that fall into it. Errors are taken between this and the predicted map.',
  },
  {
    term: 'MAE and RMSE',
    words: 'error mean absolute root square bias sigma',
    meaning:
      'Mean absolute error and root mean square error of predicted less measured levels, in dB, over the cells that the card names. Bias is their mean: above zero, the map is too strong.',
  },
  {
    term: 'Hold-out',
    words: 'validation split test share honest',
    meaning: 'Measured cells that a calibration does not see. Only the error on these tells how good it is elsewhere.',
  },
  {
    term: 'Calibration',
    words: 'fit tune antenna material field residual',
    meaning:
      'Changes antennas, materials or a correction so that the map agrees with measurements, and says on cells held out how far that carries.',
  },
  {
    term: 'Residual',
    words: 'difference predicted measured',
    meaning: 'Predicted less measured level of a cell, in dB. Above zero, the prediction is too strong.',
  },
  {
    term: 'Scene',
    words: 'city buildings osm geojson mitsuba cityjson',
    meaning:
      'The city that waves travel through: buildings with heights and materials, ground, water, roads, in local metres.',
  },
  {
    term: 'Cell size',
    words: 'resolution raster grid',
    meaning: 'Side of a map’s square cells, in metres. Every level stands for its cell’s area.',
  },
];

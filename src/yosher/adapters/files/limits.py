"""How much of a file is read. What is beyond is not lost: the original stays as it came."""

FILE_BYTES_MOST = 100_000_000  # the largest file that a receiver of ours takes is 50 MB (limits of the rulebook); twice that is read
TEXT_MOST = 200_000  # characters: about a hundred pages, more than any reader of an answer is given
PAGES_MOST = 300  # pages of a PDF
SECONDS_MOST = 20.0  # of reading one PDF: a bomb is given up, a long contract is not
PDF_SECONDS_MOST = 1.5 * SECONDS_MOST  # of waiting for PDFium, which looks at the clock between two pages only: then it is ended
SIDE_MOST = 20_000  # pixels: an A3 page scanned at 1,200 dots per inch
PIXELS_MOST = 178_956_970  # where Pillow itself refuses to decode (twice its MAX_IMAGE_PIXELS)
# Bytes for PDFium: a file twice, the largest picture in it unpacked (4 bytes a pixel), and 64 MiB; Python and what it loads are 41 MB.
PDF_MEMORY_MOST = 2 * FILE_BYTES_MOST + 4 * PIXELS_MOST + 2**26
MAIL_PARTS_MOST = 200
UNPACKED_MOST = 50 * 2**20  # bytes of a workbook out of its zip: twice what 20,000 rows of 20 columns take
ROWS_MOST = 20_100  # of a sheet: the rows of a list, and what stands above them
COLUMNS_MOST = 200  # of a sheet: ten times as many as a list of cases needs
CELL_MOST = 32_767  # characters that a cell holds (Excel's own limit)

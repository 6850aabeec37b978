"""Other formats, in and out, one file each: values in, values out, no database and no screen."""

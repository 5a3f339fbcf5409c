Console.WriteLine("MicroCare");
